/** From one form to the next. */

import type { FormAction } from './actions';
import {
  withCard,
  withGroup,
  withoutColumn,
  withoutFixed,
  withoutTerm,
  withTerm,
  type ModelForm,
} from './form';
import { withLayout } from './layouts';
import { withInteraction, withTermChanged } from './termChanges';

export function reduceForm(form: ModelForm, action: FormAction): ModelForm {
  switch (action.type) {
    case 'form/outcome':
      return { ...withoutColumn(form, action.name), outcome: action.name };
    case 'form/addFixed':
      return { ...form, fixed: withTerm(form.fixed, action.term) };
    case 'form/removeFixed':
      return withoutFixed(form, action.text);
    case 'form/changeFixed':
      return withTermChanged(form, action.from, action.to);
    case 'form/interact':
      return withInteraction(form, action.term, action.other);
    case 'form/layout':
      return withLayout(form, action.card, action.factors, action.layout);
    case 'form/group':
      return withGroup(form, action.card, action.group);
    case 'form/removeGroup':
      return withoutCard(form, action.card);
    case 'form/groupToFixed':
      return groupToFixed(form, action.card);
    case 'form/varyIntercept':
      return withCard(form, action.card, () => ({ intercept: action.on }));
    case 'form/varySlope':
      return withCard(form, action.card, ({ slopes }) => ({
        slopes: action.on ? withTerm(slopes, action.term) : withoutTerm(slopes, action.term.text),
      }));
    case 'form/correlated':
      return withCard(form, action.card, () => ({ correlated: action.on }));
    case 'form/accept':
      return action.form;
  }
}

function withoutCard(form: ModelForm, card: number): ModelForm {
  return { ...form, varies: form.varies.filter((_, i) => i !== card) };
}

/** A grouping factor becomes a fixed effect. */
function groupToFixed(form: ModelForm, card: number): ModelForm {
  const { group } = form.varies[card];
  return { ...withoutCard(form, card), fixed: withTerm(form.fixed, group) };
}
