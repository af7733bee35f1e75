import { expect, it } from 'vitest';
import { analyse } from './support';
import { generator } from '../reference/randomDesigns';

it('says of every interval what it is of, also where names have points', () => {
  const random = generator(4);
  const rows = Array.from({ length: 60 }, (_, i) => [random.normal(), random.normal(), `g.${i % 10}`]);
  const cells = [['y', 'x.mean', 'my.group'], ...rows];
  for (const type of ['wald', 'profile'] as const) {
    const question = { kind: 'intervals', type, parameter: '', level: 0.9 } as const;
    const table = analyse(cells, 'y ~ x.mean + (x.mean | my.group)', question);
    expect(table.rows.map(({ parameter, kind, terms }) => [parameter, kind, terms])).toEqual([
      ['sd_(Intercept)|my.group', 'sd', ['(Intercept)']],
      ['cor_x.mean.(Intercept)|my.group', 'cor', ['x.mean', '(Intercept)']],
      ['sd_x.mean|my.group', 'sd', ['x.mean']],
      ['sigma', 'sigma', []],
      ['(Intercept)', 'fixed', ['(Intercept)']],
      ['x.mean', 'fixed', ['x.mean']],
    ]);
  }
});
