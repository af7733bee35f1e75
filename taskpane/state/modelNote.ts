/** What the pane says of a choice that has changed more than the thing that was chosen. */

import type { FormTerm, ModelForm } from './form';
import type { ModelOptions } from './modelOptions';

/** Something that came into the model, left it, stayed or changed along with what was chosen. */
export type SideEffect =
  | { readonly kind: 'fixed-came' | 'fixed-left'; readonly terms: readonly FormTerm[] }
  | { readonly kind: 'slopes-left'; readonly group: FormTerm; readonly terms: readonly FormTerm[] }
  | { readonly kind: 'group-left'; readonly group: FormTerm }
  /** A term that was changed stands in these too, and has changed there. */
  | {
      readonly kind: 'changed-in';
      readonly products: readonly FormTerm[];
      readonly groups: readonly FormTerm[];
    }
  /** A term became one that stood there already. */
  | { readonly kind: 'merged'; readonly term: FormTerm }
  /** A main effect that left stands in these, which stay. */
  | { readonly kind: 'products-stay'; readonly term: string; readonly products: readonly FormTerm[] }
  /** A formula that the form cannot show gave way to the form. */
  | { readonly kind: 'formula-left'; readonly formula: string }
  | { readonly kind: 'ddf'; readonly ddf: ModelOptions['ddf'] }
  /** The model of other data, which these cannot have, gave way to a first guess, or to the last model of these. */
  | { readonly kind: 'guess' | 'returned'; readonly formula: string };

/** Where in the form a note stands: beside what was chosen. */
export type NotePlace = 'data' | 'outcome' | 'fixed' | 'varies' | 'options';

export interface ModelNote {
  readonly place: NotePlace;
  readonly effects: readonly SideEffect[];
  /** A further step that may be wanted. */
  readonly offer: { readonly kind: 'drop-products' | 'keep-slopes'; readonly form: ModelForm } | null;
  /** A formula that could not be read and gave way: undo brings it back as it was typed. */
  readonly typed: string | null;
}
