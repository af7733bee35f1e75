/** The example data sets, each with a model that shows what it is good for. The CSV files stand beside this one. */

export interface Example {
  /** Short name, unique, lower case. */
  readonly id: string;
  readonly title: string;
  /** What was measured, on whom, in one or two sentences. */
  readonly description: string;
  /** Where the numbers come from; licences are in README.md. */
  readonly source: string;
  /** Name of the CSV file in this folder; its first row holds the headers. */
  readonly file: string;
  /** A formula for these data. */
  readonly model: string;
  /** Distribution of the response in that model. */
  readonly family: 'gaussian' | 'binomial';
  /** What to look at. */
  readonly notes: string;
}

export const EXAMPLES: readonly Example[] = [
  {
    id: 'sleepstudy',
    title: 'Sleep study',
    description:
      'Average reaction time (ms) of 18 long-distance truck drivers on each of ten days with three hours of sleep a night.',
    source:
      'Belenky et al. (2003), Journal of Sleep Research 12, 1–12; data frame sleepstudy of the R package lme4',
    file: 'sleepstudy.csv',
    model: 'Reaction ~ Days + (Days | Subject)',
    family: 'gaussian',
    notes: 'Random intercepts and slopes: drivers differ in how fast they slow down.',
  },
  {
    id: 'wheat',
    title: 'Wheat yields',
    description: 'Wheat yield of five plots in each of ten regions.',
    source: 'Made up by make-wheat.mjs to have the sums of squares of a classroom example',
    file: 'wheat.csv',
    model: 'y ~ 1 + (1 | region)',
    family: 'gaussian',
    notes:
      'The balanced one-way layout: moments and REML agree, maximum likelihood gives the smaller variance.',
  },
  {
    id: 'dyestuff',
    title: 'Dyestuff',
    description:
      'Yield of dyestuff (grams of standard colour) from five preparations of each of six batches.',
    source: 'Davies & Goldsmith (1972), Table 6.3; data frame Dyestuff of the R package lme4',
    file: 'dyestuff.csv',
    model: 'Yield ~ 1 + (1 | Batch)',
    family: 'gaussian',
    notes: 'Batches differ clearly.',
  },
  {
    id: 'dyestuff2',
    title: 'Dyestuff, simulated',
    description: 'Numbers simulated on the plan of the dyestuff data, with little variation between batches.',
    source: 'Box & Tiao (1973), Table 5.1.4; data frame Dyestuff2 of the R package lme4',
    file: 'dyestuff2.csv',
    model: 'Yield ~ 1 + (1 | Batch)',
    family: 'gaussian',
    notes: 'The variance between batches is estimated as zero: a boundary fit; by moments it is negative.',
  },
  {
    id: 'rail',
    title: 'Rails',
    description:
      'Travel time of an ultrasonic wave (nanoseconds above 36,100) along six rails, three times each.',
    source:
      'Devore (2000), after Pinheiro & Bates (2000), section 1.1; data frame Rail of the R package nlme',
    file: 'rail.csv',
    model: 'travel ~ 1 + (1 | Rail)',
    family: 'gaussian',
    notes: 'Almost all variation is between rails, so the means are hardly shrunk.',
  },
  {
    id: 'orthodont',
    title: 'Orthodontic growth',
    description:
      'Distance (mm) from the pituitary to the pterygomaxillary fissure of 27 children at ages 8, 10, 12 and 14.',
    source: 'Potthoff & Roy (1964), Biometrika 51, 313–326; data frame Orthodont of the R package nlme',
    file: 'orthodont.csv',
    model: 'distance ~ age * Sex + (age | Subject)',
    family: 'gaussian',
    notes: 'Growth curves of two groups: the interaction compares their slopes.',
  },
  {
    id: 'cake',
    title: 'Cakes',
    description:
      'Angle (degrees) at which cakes broke, for three recipes and six baking temperatures, in 15 replicates.',
    source: 'Cook (1938), after Cochran & Cox (1957), p. 300; data frame cake of the R package lme4',
    file: 'cake.csv',
    model: 'angle ~ recipe * temperature + (1 | recipe:replicate)',
    family: 'gaussian',
    notes: 'A split plot: each batch of a recipe was divided over the temperatures.',
  },
  {
    id: 'machines',
    title: 'Machines',
    description: 'Productivity score of six workers on each of three machines, three times each.',
    source: 'Milliken & Johnson (1992), section 23.1; data frame Machines of the R package nlme',
    file: 'machines.csv',
    model: 'score ~ Machine + (0 + Machine | Worker)',
    family: 'gaussian',
    notes: 'Every machine has its own variance between workers, and every two machines a correlation.',
  },
  {
    id: 'oats',
    title: 'Oats',
    description: 'Yield of three varieties of oats at four levels of nitrogen, in six blocks.',
    source: 'Yates (1935), Supplement to the JRSS 2, 181–247; data frame Oats of the R package nlme',
    file: 'oats.csv',
    model: 'yield ~ factor(nitro) * Variety + (1 | Block/Variety)',
    family: 'gaussian',
    notes: 'A split plot: varieties on the plots of a block, nitrogen on the subplots.',
  },
  {
    id: 'switchback',
    title: 'Dairy cows, a crossover trial',
    description:
      'Milk (pounds of fat-corrected milk a day) of twelve cows over three periods: one of four feeds, another, and the first again.',
    source:
      'Patterson & Lucas (1962), Change-over designs, Technical Bulletin 147, North Carolina Agricultural Experiment Station, after Lowry (1989), p. 70; data frame patterson.switchback of the R package agridat',
    file: 'switchback.csv',
    model: 'milk ~ feed + period + (1 | cow)',
    family: 'gaussian',
    notes: 'Feeds are compared within cows, far more precisely than their means are known.',
  },
  {
    id: 'pastes',
    title: 'Pastes',
    description: 'Strength of a chemical paste: three casks from each of ten deliveries, tested twice.',
    source: 'Davies & Goldsmith (1972), Table 6.5; data frame Pastes of the R package lme4',
    file: 'pastes.csv',
    model: 'strength ~ 1 + (1 | batch/cask)',
    family: 'gaussian',
    notes: 'Nested factors: cask a of one batch is not cask a of another.',
  },
  {
    id: 'penicillin',
    title: 'Penicillin',
    description:
      'Diameter (mm) of the zone of inhibition for six samples of penicillin on each of 24 plates.',
    source: 'Davies & Goldsmith (1972), Table 6.6; data frame Penicillin of the R package lme4',
    file: 'penicillin.csv',
    model: 'diameter ~ 1 + (1 | plate) + (1 | sample)',
    family: 'gaussian',
    notes: 'Crossed factors: every sample on every plate.',
  },
  {
    id: 'cbpp',
    title: 'Bovine pleuropneumonia',
    description: 'New cases and number of animals in 15 herds of zebu cattle over four periods.',
    source:
      'Lesnoff et al. (2004), Preventive Veterinary Medicine 64, 27–40; data frame cbpp of the R package lme4',
    file: 'cbpp.csv',
    model: 'cbind(incidence, size - incidence) ~ period + (1 | herd)',
    family: 'binomial',
    notes: 'Counts out of a total: a generalized linear mixed model.',
  },
  {
    id: 'nels_like',
    title: 'Schools, simulated',
    description:
      'Mathematics score and socio-economic status of 12,974 students in 684 schools, with enrolment, share of free lunches and surroundings of the school.',
    source: 'Simulated from published estimates, with the columns of the NELS subset used in courses',
    file: 'nels_like.csv',
    model: 'mscore ~ flp + enroll + ses + (ses | school)',
    family: 'gaussian',
    notes: 'Many groups of very different sizes: small schools are shrunk most.',
  },
];
