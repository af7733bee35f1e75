import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  codeCells,
  DEFAULT_FIT_OPTIONS,
  parseCsv,
  prepareModel,
  type Cell,
  type CodeLanguage,
  type FitOptions,
} from '../../src';
import { modelCode } from '../../src/code';

const folder = join(import.meta.dirname, '../../examples');
const csv = (file: string): Cell[][] =>
  parseCsv(readFileSync(join(folder, file), 'utf8')).map((row) => [...row]);

/** The lines below the title. */
function code(
  language: CodeLanguage,
  data: readonly (readonly Cell[])[],
  model: string,
  options: Partial<FitOptions> = {},
): string[] {
  const input = prepareModel({ data, model, options: { ...DEFAULT_FIT_OPTIONS, ...options } });
  const [{ lines }] = modelCode(input, [language]);
  return lines.slice(1);
}
const lineWith = (lines: readonly string[], text: string) => lines.find((line) => line.includes(text));

const SLEEP = csv('sleepstudy.csv');
const MACHINES = csv('machines.csv');
const SLOPE = 'Reaction ~ Days + (Days | Subject)';
/** Names that are none, levels in upper and lower case, truth values, one of them missing. */
const ODD: Cell[][] = [
  ['Reaction time', 'dose (mg)', 'site', 'is.new', 'for'],
  [3.1, 1, 'Z', true, 1],
  [2.2, 2, 'a', false, 2],
  [4.3, 3, 'Z', true, 1],
  [1.4, 4, 'a', null, 2],
  [2.5, 5, 'Z', false, 3],
  [3.6, 6, 'a', true, 3],
];

describe('a random slope', () => {
  test('in R is lmer() as it was written', () => {
    expect(code('R', SLEEP, 'Reaction~Days+(Days|Subject)')).toEqual([
      'library(lme4)',
      'd <- read.csv("data.csv", check.names = FALSE, stringsAsFactors = TRUE, na.strings = c("", "NA", "#N/A"))',
      'm <- lmer(Reaction ~ Days + (Days | Subject), data = d, REML = TRUE)',
      'summary(m)',
    ]);
  });

  test('in R loads the package that splines need', () => {
    const lines = code('R', SLEEP, 'Reaction ~ ns(Days, df = 3) + (Days | Subject)');
    expect(lines.slice(0, 2)).toEqual(['library(lme4)', 'library(splines)']);
  });

  test('in Julia names its intercepts, and the numbers that group', () => {
    expect(code('Julia', SLEEP, SLOPE, { method: 'ML' })).toEqual([
      'using CSV, DataFrames, MixedModels',
      'd = CSV.read("data.csv", DataFrame; missingstring = ["", "NA", "#N/A"])',
      'dropmissing!(d, [:Reaction, :Days, :Subject])',
      'm = fit(MixedModel, @formula(Reaction ~ 1 + Days + (1 + Days | Subject)), d; REML = false, contrasts = Dict(:Subject => Grouping()))',
    ]);
  });

  test('in Python is mixedlm() with re_formula', () => {
    expect(code('Python', SLEEP, SLOPE)).toEqual([
      'import pandas as pd',
      'import statsmodels.formula.api as smf',
      'd = pd.read_csv("data.csv")',
      'd = d.dropna(subset=["Reaction", "Days", "Subject"])',
      "# Powell's method finds a variance of zero too. statsmodels inverts the Hessian, which may not be possible there: should it stop",
      '# with "Singular matrix", leave out the random effect whose variance is zero, or a column that others determine.',
      'm = smf.mixedlm("Reaction ~ 1 + Days", d, groups=d["Subject"], re_formula="1 + Days").fit(reml=True, method="powell", xtol=1e-6, ftol=1e-10)',
      'print(m.summary())',
    ]);
  });

  test('in Stata has an unstructured covariance matrix', () => {
    expect(code('Stata', SLEEP, SLOPE)).toEqual([
      'import delimited "data.csv", varnames(1) case(preserve) clear',
      'egen Subject_n = group(Subject), label',
      'mixed Reaction Days || Subject_n: Days, covariance(unstructured) reml',
    ]);
  });
});

test('independent slopes are terms of their own', () => {
  const model = 'Reaction ~ Days + (Days || Subject)';
  expect(lineWith(code('R', SLEEP, model), 'lmer(')).toContain('(Days || Subject)');
  expect(lineWith(code('Julia', SLEEP, model), 'fit(')).toContain('(1 | Subject) + (0 + Days | Subject)');
  expect(lineWith(code('Python', SLEEP, model), 'mixedlm')).toContain(
    're_formula="1", vc_formula={"Subject_Days": "0 + Days"}',
  );
  expect(lineWith(code('Stata', SLEEP, model), 'mixed')).toBe(
    'mixed Reaction Days || Subject_n: || Subject_n: Days, noconstant reml',
  );
});

test('crossed factors are components within one group of all rows where a language has groups only', () => {
  const data = csv('penicillin.csv');
  const model = 'diameter ~ 1 + (1 | plate) + (1 | sample)';
  expect(lineWith(code('Julia', data, model), 'fit(')).toContain('diameter ~ 1 + (1 | plate) + (1 | sample)');
  expect(code('Python', data, model).slice(-3, -1)).toEqual([
    'd["all_rows"] = 1',
    'm = smf.mixedlm("diameter ~ 1", d, groups=d["all_rows"], vc_formula={"plate": "0 + C(plate)", "sample": "0 + C(sample)"}).fit(reml=True, method="powell", xtol=1e-6, ftol=1e-10)',
  ]);
  expect(lineWith(code('Stata', data, model), 'mixed')).toBe(
    'mixed diameter || _all: R.plate_n || sample_n:, reml',
  );
});

test('nested factors lie within the outer one', () => {
  const data = csv('pastes.csv');
  const model = 'strength ~ 1 + (1 | batch/cask)';
  expect(lineWith(code('Julia', data, model), 'fit(')).toContain('(1 | cask & batch) + (1 | batch)');
  expect(lineWith(code('Python', data, model), 'mixedlm')).toContain(
    'groups=d["batch"], re_formula="1", vc_formula={"cask_batch": "0 + C(cask)"}',
  );
  expect(lineWith(code('Stata', data, model), 'mixed')).toBe('mixed strength || batch_n: || cask_n:, reml');
});

test('a group that is an interaction alone is made one', () => {
  const data = csv('cake.csv');
  const model = 'angle ~ recipe + (1 | recipe:replicate)';
  expect(lineWith(code('Python', data, model), 'mixedlm')).toContain(
    'groups=d["recipe"].astype(str) + ":" + d["replicate"].astype(str)',
  );
  const stata = code('Stata', data, model);
  expect(stata).toContain('egen recipe_x_replicate = group(recipe_n replicate_n)');
  expect(lineWith(stata, 'mixed')).toBe('mixed angle i.recipe_n || recipe_x_replicate:, reml');
});

describe('factors', () => {
  test('among the random effects are indicators in Stata, without the first beside an intercept', () => {
    expect(code('Stata', MACHINES, 'score ~ Machine + (Machine | Worker)').slice(-2)).toEqual([
      'quietly tabulate Machine_n, generate(Machine_is_)',
      'mixed score i.Machine_n || Worker_n: Machine_is_2 Machine_is_3, covariance(unstructured) reml',
    ]);
    expect(
      lineWith(code('Stata', MACHINES, 'score ~ 0 + Machine + (0 + Machine | Worker)'), 'mixed score'),
    ).toBe(
      'mixed score ibn.Machine_n, noconstant || Worker_n: Machine_is_1 Machine_is_2 Machine_is_3, noconstant covariance(unstructured) reml',
    );
  });

  test('have the contrasts of the options', () => {
    const model = 'score ~ Machine + (1 | Worker)';
    const sum = { contrasts: { all: 'sum', factors: {} } } as const;
    expect(code('R', MACHINES, model, sum)).toContain('options(contrasts = c("contr.sum", "contr.poly"))');
    expect(lineWith(code('Julia', MACHINES, model, sum), 'fit(')).toContain(
      ':Machine => EffectsCoding(base = "C")',
    );
    expect(lineWith(code('Python', MACHINES, model, sum), 'mixedlm')).toContain(
      'score ~ 1 + C(Machine, Sum)',
    );
    expect(code('Stata', MACHINES, model, sum)[0]).toBe(
      '* Machine has treatment contrasts here instead of sum: other coefficients, the same fit by ML',
    );
    const base = {
      contrasts: { all: 'treatment', factors: { Machine: { kind: 'treatment', base: 'B' } } },
    } as const;
    expect(lineWith(code('R', MACHINES, model, base), 'contrasts(')).toBe(
      'contrasts(d$Machine) <- contr.treatment(levels(d$Machine), base = which(levels(d$Machine) == "B"))',
    );
    expect(lineWith(code('Julia', MACHINES, model, base), 'fit(')).toContain('DummyCoding(base = "B")');
    expect(lineWith(code('Python', MACHINES, model, base), 'mixedlm')).toContain(
      "C(Machine, Treatment(reference='B'))",
    );
    expect(lineWith(code('Stata', MACHINES, model, base), 'mixed')).toContain('ib2.Machine_n');
    const helmert = { contrasts: { all: 'treatment', factors: { Machine: { kind: 'helmert' } } } } as const;
    expect(code('R', MACHINES, model, helmert)).toContain('contrasts(d$Machine) <- "contr.helmert"');
    const poly = { contrasts: { all: 'poly', factors: {} } } as const;
    expect(code('Julia', MACHINES, model, poly)).toEqual([
      '# This model cannot be written here: poly contrasts (Machine) have no counterpart.',
    ]);
  });

  test('made of numbers stay factors', () => {
    const model = 'Reaction ~ factor(Days) + (1 | Subject)';
    expect(code('Julia', SLEEP, model)).toContain('d.factor_Days = d.Days');
    expect(lineWith(code('Julia', SLEEP, model), 'fit(')).toContain(':factor_Days => DummyCoding()');
    expect(code('Python', SLEEP, model)).toContain('d["factor_Days"] = d["Days"].astype("category")');
    expect(code('Stata', SLEEP, model)).toContain('egen factor_Days = group(Days), label');
    expect(lineWith(code('Stata', SLEEP, model), 'mixed')).toContain('mixed Reaction i.factor_Days ||');
  });

  test('whose levels are numerals are read as text', () => {
    const data: Cell[][] = SLEEP.map(([y, x, g], i) => [y, x, g, i === 0 ? 'arm' : i % 2 === 0 ? '1' : '2']);
    const model = 'Reaction ~ arm + (1 | Subject)';
    expect(code('R', data, model)).toContain('d$arm <- factor(as.character(d$arm))');
    expect(code('Julia', data, model)).toContain('d.arm = passmissing(string).(d.arm)');
    expect(code('Python', data, model)).toContain('d = pd.read_csv("data.csv", dtype={"arm": str})');
    expect(code('Stata', data, model)).toContain('tostring arm, replace');
  });
});

describe('names that are none elsewhere', () => {
  const model = '`Reaction time` ~ `dose (mg)` + site + is.new + (1 | `for`)';

  test('are quoted in R, with levels in the order they have here', () => {
    const lines = code('R', ODD, model);
    expect(lineWith(lines, 'lmer(')).toBe(
      'm <- lmer(`Reaction time` ~ `dose (mg)` + site + is.new + (1 | `for`), data = d, REML = TRUE)',
    );
    // Upper case goes first in bytes, not in R's locale.
    expect(lines).toContain('d$site <- factor(d$site, levels = sort(levels(d$site), method = "radix"))');
  });

  test('are replaced in the other languages', () => {
    expect(code('Julia', ODD, model)).toEqual([
      'using CSV, DataFrames, MixedModels',
      'd = CSV.read("data.csv", DataFrame; missingstring = ["", "NA", "#N/A"])',
      'rename!(d, "Reaction time" => "Reaction_time", "dose (mg)" => "dose_mg", "is.new" => "is_new", "for" => "for_")',
      'dropmissing!(d, [:Reaction_time, :dose_mg, :site, :is_new, :for_])',
      'd.is_new = string.(d.is_new)',
      'm = fit(MixedModel, @formula(Reaction_time ~ 1 + dose_mg + site + is_new + (1 | for_)), d; REML = true, contrasts = Dict(:for_ => Grouping()))',
    ]);
    expect(code('Python', ODD, model)).toContain(
      'd = d.rename(columns={"Reaction time": "Reaction_time", "dose (mg)": "dose_mg", "is.new": "is_new", "for": "for_"})',
    );
    expect(code('Stata', ODD, model)).toEqual([
      '* missing values have to be empty in data.csv',
      'import delimited "data.csv", varnames(1) case(preserve) clear',
      ...[
        ['Reaction time', 'Reaction_time'],
        ['dose (mg)', 'dose_mg'],
        ['is.new', 'is_new'],
        ['for', 'for_'],
      ].flatMap(([name, id]) => [
        'foreach v of varlist _all {',
        `    if \`"\`: variable label \`v''"' == "${name}" rename \`v' ${id}`,
        '}',
      ]),
      'egen site_n = group(site), label',
      'egen is_new_n = group(is_new), label',
      'mixed Reaction_time dose_mg i.site_n i.is_new_n || for_:, reml',
    ]);
  });

  test('never become the same name', () => {
    const data: Cell[][] = [
      ['y', 'a b', 'a.b', 'A_B', 'g'],
      ...[1, 2, 3, 4, 5, 6].map((i) => [i * i, i, -i, i % 2, i % 3]),
    ];
    const lines = code('Python', data, 'y ~ `a b` + a.b + A_B + (1 | g)');
    expect(lineWith(lines, 'mixedlm')).toContain('y ~ 1 + a_b + a_b_2 + A_B_3');
  });

  test('cannot leave their quotes', () => {
    const nasty = '$(x)"; rm';
    const data: Cell[][] = [['y', nasty, 'g'], ...[1, 2, 3, 4, 5, 6].map((i) => [i * i, i, i % 3])];
    const model = `y ~ \`${nasty}\` + (1 | g)`;
    expect(lineWith(code('Julia', data, model), 'rename!')).toBe('rename!(d, "\\$(x)\\"; rm" => "x_rm")');
    expect(lineWith(code('Python', data, model), 'rename')).toBe(
      'd = d.rename(columns={"$(x)\\"; rm": "x_rm"})',
    );
    expect(lineWith(code('R', data, model), 'lmer(')).toContain('y ~ `$(x)"; rm` + (1 | g)');
  });
});

describe('computed variables and options', () => {
  test('are columns of their own where formulas cannot compute', () => {
    const model = 'log(Reaction) ~ I(Days^2) + (1 | Subject)';
    expect(lineWith(code('R', SLEEP, model), 'lmer(')).toContain('log(Reaction) ~ I(Days^2) + (1 | Subject)');
    expect(code('Julia', SLEEP, model).slice(2, 4)).toEqual([
      'd.log_Reaction = @. log(d.Reaction)',
      'd.I_Days_2 = @. (d.Days^2)',
    ]);
    expect(code('Python', SLEEP, model).slice(0, 6)).toEqual([
      'import numpy as np',
      'import pandas as pd',
      'import statsmodels.formula.api as smf',
      'd = pd.read_csv("data.csv")',
      'd["log_Reaction"] = np.log(d["Reaction"])',
      'd["I_Days_2"] = (d["Days"]**2)',
    ]);
    expect(code('Stata', SLEEP, model).slice(1, 3)).toEqual([
      'generate double log_Reaction = log(Reaction)',
      'generate double I_Days_2 = (Days^2)',
    ]);
  });

  test('scale() uses the mean and standard deviation of the values that are there', () => {
    const model = 'Reaction ~ scale(Days) + (1 | Subject)';
    expect(code('Julia', SLEEP, model)).toContain(
      'd.scale_Days = (d.Days .- mean(skipmissing(d.Days))) ./ std(skipmissing(d.Days))',
    );
    expect(code('Julia', SLEEP, model)[0]).toBe('using CSV, DataFrames, MixedModels, Statistics');
    expect(code('Python', SLEEP, model)).toContain(
      'd["scale_Days"] = (d["Days"] - d["Days"].mean()) / d["Days"].std()',
    );
    expect(code('Stata', SLEEP, model)).toContain('egen double scale_Days = std(Days)');
  });

  test('conditions keep their meaning under other precedences, and missing values are no numbers', () => {
    const options = { subset: 'Days > 1 & !(Subject == "S308" | Days == 5)' };
    expect(lineWith(code('R', SLEEP, SLOPE, options), 'lmer(')).toContain(
      'subset = Days > 1 & !(Subject == "S308" | Days == 5)',
    );
    expect(code('Julia', SLEEP, SLOPE, options)).toContain(
      'd = d[(@. (d.Days > 1) & !((d.Subject == "S308") | (d.Days == 5))), :]',
    );
    expect(code('Python', SLEEP, SLOPE, options)).toContain(
      'd = d[(d["Days"] > 1) & ~((d["Subject"] == "S308") | (d["Days"] == 5))].copy()',
    );
    expect(code('Stata', SLEEP, SLOPE, options)).toContain(
      'keep if ((Days > 1) & !((Subject == "S308") | (Days == 5))) & !missing(Days, Subject)',
    );
    expect(lineWith(code('Stata', SLEEP, 'Reaction ~ (Days > 4) + (1 | Subject)'), 'generate')).toBe(
      'generate byte Days_4 = Days > 4 if !missing(Days)',
    );
  });

  test('an offset is taken from the response where there is no argument for it', () => {
    const model = 'Reaction ~ Days + offset(2 * Days) + (1 | Subject)';
    const options = { offset: 'Days^2' };
    expect(lineWith(code('R', SLEEP, model, options), 'lmer(')).toContain('offset(2 * Days)');
    expect(lineWith(code('R', SLEEP, model, options), 'lmer(')).toContain(', offset = Days^2');
    expect(code('Julia', SLEEP, model, options)).toContain(
      'd.response_less_offset = @. d.Reaction - (2 * d.Days) - (d.Days^2)',
    );
    expect(lineWith(code('Python', SLEEP, model, options), 'mixedlm')).toContain(
      '"response_less_offset ~ 1 + Days"',
    );
    expect(code('Stata', SLEEP, model, options)).toContain(
      'generate double response_less_offset = Reaction - (2 * Days) - (Days^2)',
    );
  });

  test('weights exist in R and Julia only, and the others say so', () => {
    const options = { weights: 'Days + 1' };
    expect(lineWith(code('R', SLEEP, SLOPE, options), 'lmer(')).toContain(', weights = Days + 1');
    expect(lineWith(code('Julia', SLEEP, SLOPE, options), 'fit(')).toContain('wts = (@. d.Days + 1)');
    expect(code('Python', SLEEP, SLOPE, options)).toEqual([
      '# This model cannot be written here: mixedlm has no prior weights.',
    ]);
    expect(code('Stata', SLEEP, SLOPE, options)).toEqual([
      '* This model cannot be written here: mixed has no prior weights.',
    ]);
  });

  test('na, start and the dot are spelt out in R', () => {
    const options = { na: 'exclude', start: [1, 0, 0.5] } as const;
    expect(lineWith(code('R', SLEEP, SLOPE, options), 'lmer(')).toBe(
      'm <- lmer(Reaction ~ Days + (Days | Subject), data = d, REML = TRUE, na.action = na.exclude, start = c(1, 0, 0.5))',
    );
    expect(lineWith(code('R', SLEEP, 'Reaction ~ . - Subject + (1 | Subject)'), 'lmer(')).toContain(
      'Reaction ~ 1 + Days + (1 | Subject)',
    );
  });
});

describe('what a language cannot express', () => {
  test.each<[CodeLanguage, string, string]>([
    [
      'Python',
      'Reaction ~ poly(Days, 2) + (1 | Subject)',
      'poly(Days, 2) has no counterpart; add its columns to the data',
    ],
    [
      'Julia',
      'Reaction ~ poly(Days, 2) + (1 | Subject)',
      'poly(Days, 2) has no counterpart; add its columns to the data',
    ],
    ['Stata', 'Reaction ~ round(Days, 1) + (1 | Subject)', 'round(Days, 1) has no counterpart'],
    [
      'Python',
      'Reaction ~ 1 + (Days | Subject) + (1 | Days)',
      '(Days | Subject) would have to be a single variance beside the other random effects',
    ],
    [
      'Stata',
      'Reaction ~ 1 + (Days | Subject) + (0 + Days | Days)',
      'of several crossed factors only one may have random slopes',
    ],
  ])('%s: %s', (language, model, why) => {
    const comment = language === 'Stata' ? '*' : '#';
    expect(code(language, SLEEP, model)).toEqual([`${comment} This model cannot be written here: ${why}.`]);
  });
});

test('a formula without random terms is an ordinary linear model', () => {
  expect(code('R', SLEEP, 'Reaction ~ Days', { method: 'ML' }).slice(-3)).toEqual([
    'm <- lm(Reaction ~ Days, data = d)',
    'summary(m)',
    'logLik(m, REML = FALSE)',
  ]);
  expect(code('Julia', SLEEP, 'Reaction ~ Days').slice(-1)).toEqual([
    'm = lm(@formula(Reaction ~ 1 + Days), d)',
  ]);
  expect(code('Python', SLEEP, 'Reaction ~ Days')).toContain('m = smf.ols("Reaction ~ 1 + Days", d).fit()');
  expect(code('Stata', SLEEP, 'Reaction ~ 0 + Days')).toContain('regress Reaction Days, noconstant');
});

test('data without headers need some in the file', () => {
  const data = SLEEP.slice(1);
  expect(code('R', data, 'y ~ x1 + (1 | x2)', { headers: false })[0]).toBe(
    '# data.csv needs a header row: y,x1,x2',
  );
});

test('codeCells puts the languages one below the other, a line per row', () => {
  const input = prepareModel({ data: SLEEP, model: SLOPE, options: DEFAULT_FIT_OPTIONS });
  const cells = codeCells(modelCode(input));
  expect(cells.every((row) => row.length === 1)).toBe(true);
  const titles = cells.flatMap(([line], i) => (i === 0 || cells[i - 1][0] === null ? [line] : []));
  expect(titles).toEqual(['# R: lme4', '# Julia: MixedModels.jl', '# Python: statsmodels', '* Stata']);
});
