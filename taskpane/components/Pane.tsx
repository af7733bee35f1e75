/** The frame: tabs above, the chosen view, status below. */

import { Tab, TabList } from '@fluentui/react-components';
import type { KeyboardEvent, ReactElement } from 'react';
import { hasMaximum } from '../../src/index';
import { usePane } from '../paneContext';
import { isCurrent, statusOf } from '../state/selectors';
import type { PaneState, Tab as TabName } from '../state/state';
import { text } from '../text';
import { CourseView } from './CourseView';
import { Footer } from './Footer';
import { FormatBar } from './FormatBar';
import { HealingBar } from './HealingBar';
import { shortcutOf } from './shortcuts';
import { WordsAhead } from './InWords';
import { LazyCompareView, LazyPlotsView, LazyWantedPlot } from './lazyViews';
import { LazyLikelihoodView } from './LazyLikelihoodView';
import { StudioFooter } from './likelihood/StudioFooter';
import { ModelView } from './ModelView';
import { OnewayView } from './oneway/OnewayView';
import { ResultsView } from './ResultsView';

interface View {
  readonly tab: TabName;
  readonly label: string;
  readonly isAvailable: (state: PaneState) => boolean;
  readonly View: () => ReactElement | null;
}

/** Where the data are no table any more, the model's view says so. */
function hasResult({ fit, data }: PaneState): boolean {
  return fit.result !== null && data?.summary != null;
}

function hasEstimates(state: PaneState): boolean {
  return hasResult(state) && hasMaximum(state.fit.result!);
}

/** In their order; a new view is a line here. */
const VIEWS: readonly View[] = [
  { tab: 'model', label: text.tabs.model, isAvailable: () => true, View: ModelView },
  { tab: 'results', label: text.tabs.results, isAvailable: hasResult, View: ResultsView },
  { tab: 'compare', label: text.tabs.compare, isAvailable: hasEstimates, View: LazyCompareView },
  { tab: 'plots', label: text.tabs.plots, isAvailable: hasEstimates, View: LazyPlotsView },
  { tab: 'oneway', label: text.tabs.oneway, isAvailable: ({ data }) => data !== null, View: OnewayView },
  { tab: 'likelihood', label: text.tabs.likelihood, isAvailable: () => true, View: LazyLikelihoodView },
];

/** There only where the workbook is of a course, or an address asks for it. */
const COURSE: View = { tab: 'course', label: text.tabs.course, isAvailable: () => true, View: CourseView };

function viewsOf({ course, isCourseWanted }: PaneState): readonly View[] {
  return isCourseWanted || course.hasKey || course.hasQuestions ? [...VIEWS, COURSE] : VIEWS;
}

/** Where the model is on show, so that a step back can be seen. */
const SHOW_MODEL: readonly TabName[] = ['model', 'results', 'compare', 'plots'];

export function Pane() {
  const { state, controller, dispatch } = usePane();
  const views = viewsOf(state);
  const open = views.find(({ tab, isAvailable }) => tab === state.tab && isAvailable(state)) ?? VIEWS[0];
  const onKeyDown = (event: KeyboardEvent) => {
    const wanted = shortcutOf(event);
    if (wanted === null || (wanted !== 'fit' && !SHOW_MODEL.includes(open.tab))) return;
    event.preventDefault();
    if (wanted === 'fit') controller.fitNow();
    else dispatch({ type: `history/${wanted}` });
  };
  return (
    // A click beside the controls leaves the keys with the pane.
    <div className="cm-pane" role="region" aria-label={text.pane} tabIndex={-1} onKeyDown={onKeyDown}>
      <h1 className="cm-sr">{text.pane}</h1>
      <TabList
        className="cm-tabs"
        aria-label={text.tabList}
        selectedValue={open.tab}
        // Where they are wider than the pane, the one with the focus comes into sight, however it got there.
        onFocus={({ target }) => target.scrollIntoView({ block: 'nearest', inline: 'nearest' })}
        onTabSelect={(_, { value }) => dispatch({ type: 'tab', tab: value as TabName })}
      >
        {views.map(({ tab, label, isAvailable }) => (
          <Tab key={tab} value={tab} id={`cm-tab-${tab}`} disabled={!isAvailable(state)}>
            {label}
          </Tab>
        ))}
      </TabList>
      <div className="cm-body" role="tabpanel" aria-labelledby={`cm-tab-${open.tab}`}>
        <HealingBar />
        <FormatBar />
        <open.View />
      </div>
      {open.tab === 'likelihood' ? <StudioFooter /> : <Footer />}
      <WordsAhead />
      <LiveRegion />
      {state.wantedPlot && isCurrent(state) && hasEstimates(state) && <LazyWantedPlot />}
    </div>
  );
}

/** Says what became of a fit; while one is pending, nothing. */
function LiveRegion() {
  const { state } = usePane();
  return (
    <div className="cm-sr" role="status" aria-live="polite">
      {text.announce(statusOf(state), state.fit.result)}
    </div>
  );
}
