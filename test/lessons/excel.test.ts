import { expect, test } from 'vitest';
import { LESSONS, loadLesson } from '../../taskpane/lessons/index';
import { excelHost } from '../../taskpane/hosts/excel';
import { openExcel } from '../excel/support';

test.each(LESSONS.map(({ title }, i) => [i + 1, title] as const))(
  'lesson %d (%s) comes into Excel with all its formulas, its yellow cells and its figure',
  async (number) => {
    const { excel, client } = openExcel({ sheets: { Sheet1: [] } });
    const uninstall = client.install();
    try {
      const host = excelHost();
      const { content, figure } = await loadLesson(number);
      const { range } = await host.addSheet(content);
      const { chart, at } = figure(range.sheet);
      await host.insertChart(chart, at);
      const sheet = excel.workbook.active;
      expect(sheet.name).toBe(`Lesson ${number}`);
      for (const { row, column, formula, style } of content.more) {
        if (formula !== undefined) expect(sheet.formula(row, column)?.text, formula).toBe(formula);
        if (style === 'input') expect(sheet.format(row, column).fill).toBe('#FFF2B3');
      }
      expect(sheet.charts).toHaveLength(1);
      expect(sheet.charts[0].series).toHaveLength(chart.series.length);
      // Its Excel computes few functions of its own; what these give is looked at in the workbench.
      const others = excel.problems
        .splice(0)
        .filter(({ message }) => !message.includes('does not know the function'));
      expect(others).toEqual([]);
    } finally {
      uninstall();
    }
  },
);
