/** Excel.Chart: charts on a sheet. What is set of their look is kept by its name, and comes to nothing else. */

import { printAddress } from '../../../src/table/address';
import type { Chart, ChartSeries, Worksheet } from '../model/worksheet';
import type { Core } from './core';
import { accessDenied, invalidArgument, itemNotFound, type HostObject } from './objects';
import type { RangeObject } from './range';

type Properties = Map<string, unknown>;

export function chartCollection(core: Core, sheet: Worksheet): HostObject {
  const find = (key: unknown) => {
    const chart = sheet.charts.find(({ id, properties }) => id === key || properties.get('Name') === key);
    return chart ? chartObject(sheet, chart) : null;
  };
  const item = (key: unknown) => find(key) ?? missing(`the chart ${String(key)}`);
  return {
    type: 'ChartCollection',
    items: () => sheet.charts.map((chart) => chartObject(sheet, chart)),
    item,
    make: {
      GetItem: item,
      GetItemOrNullObject: find,
      Add: (type: string, source: RangeObject) => chartObject(sheet, addChart(core, sheet, type, source)),
    },
    call: { GetCount: () => sheet.charts.length },
  };
}

/** One series for each column of the cells. */
function addChart(core: Core, sheet: Worksheet, type: string, source: RangeObject): Chart {
  if (sheet.isProtected) throw accessDenied();
  const number = core.workbook.nextId();
  const { columns } = source.place;
  const series = Array.from({ length: columns }, (_, j) => {
    const place = { ...source.place, column: source.place.column + j, columns: 1 };
    return { values: addressOf(place), x: null, properties: new Map<string, unknown>() };
  });
  const properties = new Map<string, unknown>([['Name', `Chart ${number}`]]);
  const chart = { id: `{chart-${number}}`, type, properties, series };
  sheet.charts.push(chart);
  return chart;
}

function addressOf({ sheet, ...rect }: RangeObject['place']): string {
  const { row, column, rows: rowCount, columns: columnCount } = rect;
  return printAddress({ sheet: sheet.name, row, column, rowCount, columnCount });
}

function chartObject(sheet: Worksheet, chart: Chart): HostObject {
  const { properties } = chart;
  const part = (name: string, own: readonly string[], more: Partial<HostObject> = {}): HostObject =>
    bag(properties, name, own, more);
  const formatted = (name: string, own: readonly string[]): HostObject =>
    part(name, own, { child: { Format: () => format(properties, `${name}.Format`) } });
  const axis = (name: string): HostObject =>
    part(name, ['TickLabelPosition', 'NumberFormat'], {
      child: {
        Title: () => formatted(`${name}.Title`, ['Text', 'Visible']),
        Format: () => format(properties, `${name}.Format`),
        MajorGridlines: () => formatted(`${name}.MajorGridlines`, ['Visible']),
      },
    });
  const legendEntry = (k: number): HostObject => {
    if (k >= chart.series.length) throw invalidArgument(`the entry ${k} of the legend`);
    return part(`Legend.${k}`, ['Visible']);
  };
  const { get, set } = part('', ['Name', 'Left', 'Top', 'Width', 'Height']);
  return {
    type: 'Chart',
    identity: () => ({ Id: chart.id }),
    get: { ...get, Id: () => chart.id, ChartType: () => chart.type },
    set,
    child: {
      Title: () => formatted('Title', ['Text', 'Visible']),
      Legend: () =>
        part('Legend', ['Visible', 'Position'], {
          child: { LegendEntries: () => part('Entries', [], { make: { GetItemAt: legendEntry } }) },
        }),
      Axes: () =>
        part('Axes', [], {
          child: { CategoryAxis: () => axis('CategoryAxis'), ValueAxis: () => axis('ValueAxis') },
        }),
      Series: () => seriesCollection(chart),
    },
    call: {
      Delete() {
        if (sheet.isProtected) throw accessDenied();
        sheet.charts.splice(sheet.charts.indexOf(chart), 1);
      },
    },
  };
}

function seriesCollection({ series }: Chart): HostObject {
  const at = (k: number): HostObject => {
    if (!series[k]) throw invalidArgument(`the series ${k}`);
    return seriesObject(series[k]);
  };
  return {
    type: 'ChartSeriesCollection',
    items: () => series.map(seriesObject),
    make: {
      GetItemAt: at,
      Add(name?: string) {
        series.push({ values: '', x: null, properties: new Map([['Name', name ?? '']]) });
        return at(series.length - 1);
      },
    },
    call: { GetCount: () => series.length },
  };
}

const OF_SERIES = [
  'Name',
  'ChartType',
  'MarkerStyle',
  'MarkerSize',
  'MarkerBackgroundColor',
  'MarkerForegroundColor',
];

function seriesObject(series: ChartSeries): HostObject {
  return bag(series.properties, '', OF_SERIES, {
    child: { Format: () => format(series.properties, 'Format') },
    call: {
      SetValues: ({ place }: RangeObject) => void (series.values = addressOf(place)),
      SetXAxisValues: ({ place }: RangeObject) => void (series.x = addressOf(place)),
    },
  });
}

function format(properties: Properties, name: string): HostObject {
  const child = {
    Line: () => bag(properties, `${name}.Line`, ['Color', 'LineStyle', 'Weight']),
    Font: () => bag(properties, `${name}.Font`, ['Size', 'Color', 'Bold']),
  };
  return bag(properties, name, [], { child });
}

/** An object whose properties are kept under its name. */
function bag(
  properties: Properties,
  name: string,
  own: readonly string[],
  more: Partial<HostObject> = {},
): HostObject {
  const key = (property: string): string => (name === '' ? property : `${name}.${property}`);
  return {
    type: name === '' ? 'Chart' : `Chart.${name}`,
    get: Object.fromEntries(own.map((one) => [one, () => properties.get(key(one)) ?? null])),
    set: Object.fromEntries(
      own.map((one) => [one, (value: unknown) => void properties.set(key(one), value)]),
    ),
    ...more,
  };
}

function missing(what: string): never {
  throw itemNotFound(what);
}
