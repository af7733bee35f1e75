# Further cases: Rscript further.R, in this folder, with lme4, lmerTest, pbkrtest, numDeriv and jsonlite from Debian 12.
# Each is fitted by lmer(), polished by nlminb() and Newton steps on its own deviance function, and written as JSON.
suppressMessages({ library(lme4); library(lmerTest); library(pbkrtest); library(numDeriv); library(splines); library(jsonlite) })

read <- function(file, levels = list()) {
  d <- read.csv(file.path("../../examples", file), stringsAsFactors = TRUE)
  for (n in names(d)) if (is.factor(d[[n]])) d[[n]] <- factor(as.character(d[[n]]), sort(levels(d[[n]]), method = "radix"))
  for (n in names(levels)) d[[n]] <- factor(as.character(d[[n]]), levels[[n]])
  d
}

polished <- function(formula, d) {
  control <- lmerControl("bobyqa", calc.derivs = FALSE, optCtrl = list(rhoend = 1e-11, maxfun = 1e6))
  arguments <- list(formula, data = d, REML = TRUE, control = control)
  m <- do.call(lmerTest::lmer, arguments)
  deviance <- update(m, devFunOnly = TRUE)
  theta <- getME(m, "theta")
  for (i in 1:6) theta <- nlminb(theta, deviance, lower = getME(m, "lower"),
                                 control = list(rel.tol = 1e-15, x.tol = 1e-12, eval.max = 5000, iter.max = 5000))$par
  for (i in 1:3) theta <- theta - solve(hessian(deviance, theta), grad(deviance, theta))
  arguments$start <- theta
  arguments$control <- lmerControl("nloptwrap", calc.derivs = FALSE, optCtrl = list(maxeval = 1))
  do.call(lmerTest::lmer, arguments)
}

named <- function(x) as.list(setNames(as.numeric(x), names(x)))
matrixOf <- function(m) list(rows = I(rownames(m)), cols = I(colnames(m)), values = unname(as.matrix(m)))

anovaOf <- function(m, ddf) {
  a <- anova(m, type = 3, ddf = ddf)
  list(terms = I(rownames(a)), SumSq = I(a$`Sum Sq`), NumDF = I(a$NumDF), DenDF = I(a$DenDF), F = I(a$`F value`),
       p = I(a$`Pr(>F)`))
}

effectsOf <- function(x) {
  list(nlevels = nrow(x), columns = I(colnames(x)), levels = I(rownames(x)), values = unname(as.matrix(x)))
}

case <- function(id, file, formula, contrasts = "contr.treatment", levels = list(), newdata = NULL) {
  options(contrasts = c(contrasts, "contr.poly"))
  d <- read(file, levels)
  f <- as.formula(formula)
  m <- polished(f, d)
  components <- VarCorr(m)
  V <- as.matrix(vcov(m))
  s <- coef(summary(m, ddf = "Satterthwaite"))
  k <- coef(summary(m, ddf = "Kenward-Roger"))
  column <- function(table, name) named(setNames(table[, name], rownames(table)))
  factors <- Filter(function(n) is.factor(d[[n]]) || n %in% names(getME(m, "flist")), all.vars(f))
  golden <- list(
    id = id,
    provenance = list(software = list(R = R.version.string, lme4 = as.character(packageVersion("lme4")),
                                      lmerTest = as.character(packageVersion("lmerTest")),
                                      pbkrtest = as.character(packageVersion("pbkrtest"))),
                      how = "fitted with lmer, then polished to the optimum (further.R); 15 significant digits"),
    data = file, formula = formula, family = "gaussian", method = "REML",
    contrasts = paste(contrasts, "for unordered, contr.poly for ordered"),
    factors = sapply(factors, function(n) list(levels = I(levels(factor(d[[n]]))), ordered = is.ordered(d[[n]])),
                     simplify = FALSE),
    nobs = nobs(m), ngrps = as.list(ngrps(m)), criterion = REMLcrit(m), logLik = as.numeric(logLik(m)),
    npar = attr(logLik(m), "df"), AIC = AIC(m), BIC = BIC(m), df_residual = df.residual(m),
    theta = named(getME(m, "theta")), sigma = sigma(m),
    varcorr = lapply(names(components), function(g) {
      C <- components[[g]]
      list(group = g, terms = I(rownames(C)), cov = unname(matrix(C, nrow(C))), sd = I(unname(attr(C, "stddev"))))
    }),
    singular = isSingular(m), fixef = named(fixef(m)), se = named(sqrt(diag(V))), vcov_beta = matrixOf(V),
    ranef = lapply(as.list(ranef(m, condVar = FALSE)), effectsOf),
    satterthwaite = list(df = column(s, "df"), p = column(s, "Pr(>|t|)")),
    kenward_roger = list(df = column(k, "df"), se = column(k, "Std. Error"), p = column(k, "Pr(>|t|)")),
    anova_type3_satterthwaite = anovaOf(m, "Satterthwaite"),
    anova_type3_kenward_roger = anovaOf(m, "Kenward-Roger")
  )
  if (!is.null(newdata)) golden$predict <- list(
    newdata = newdata, with_re = I(unname(predict(m, newdata, allow.new.levels = TRUE))),
    without_re = I(unname(predict(m, newdata, re.form = NA))))
  write(toJSON(golden, auto_unbox = TRUE, digits = 15, null = "null", na = "string", pretty = 1), paste0(id, ".json"))
}

new <- data.frame(Days = c(0, 4.5, 11), Subject = c("308", "335", "999"))
case("machines_helmert_reml", "machines.csv", "score ~ Machine + (Machine | Worker)", "contr.helmert")
case("oats_levels_reml", "oats.csv", "yield ~ Variety * nitro + (1 | Block)",
     levels = list(Variety = c("Victory", "Golden Rain", "Marvellous")))
case("sleep_ns_reml", "sleepstudy.csv", "Reaction ~ ns(Days, 3) + (Days | Subject)", newdata = new)
case("sleep_bs_reml", "sleepstudy.csv", "Reaction ~ bs(Days, df = 5) + (1 | Subject)", newdata = head(new, 2))
case("sleep_randompoly_reml", "sleepstudy.csv", "Reaction ~ poly(Days, 2) + (poly(Days, 2) | Subject)", newdata = new)
