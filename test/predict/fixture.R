# Predictions, coefficients and residuals by lme4 and lm: writes fixture.json beside itself.
# Rscript test/predict/fixture.R   (R 4.2.2, lme4 1.1-31)
library(lme4)
library(splines)
options(digits = 17)
tight <- lmerControl(optimizer = "nloptwrap", calc.derivs = FALSE,
  optCtrl = list(xtol_abs = 1e-14, ftol_abs = 1e-14, xtol_rel = 0, ftol_rel = 0, maxeval = 5000))
number <- function(x) ifelse(is.na(x), "null", formatC(x, digits = 15, format = "g", flag = "#"))
numbers <- function(x) paste0("[", paste(trimws(number(unname(x))), collapse = ","), "]")
cell <- function(x) if (is.na(x)) "null" else if (is.character(x)) paste0('"', x, '"') else format(x, digits = 15)
rows <- function(d) paste0("[[", paste0('"', names(d), '"', collapse = ","), "],",
  paste(sapply(seq_len(nrow(d)), function(i)
    paste0("[", paste(sapply(d[i, , drop = FALSE], function(v) cell(if (is.factor(v)) as.character(v) else v)), collapse = ","), "]")),
    collapse = ","), "]")

cases <- list()
case <- function(id, data, formula, newdata, reml = TRUE) {
  m <- lmer(formula, data, REML = reml, control = tight)
  cases[[length(cases) + 1]] <<- sprintf(
    '{"id":"%s","data":"%s","formula":"%s","method":"%s","newdata":%s,\n  "conditional":%s,\n  "population":%s}',
    id, attr(data, "file"), gsub('"', "'", paste(deparse(formula, 500), collapse = "")), if (reml) "REML" else "ML", rows(newdata),
    numbers(predict(m, newdata, allow.new.levels = TRUE, na.action = na.pass)),
    numbers(predict(m, newdata, re.form = NA, na.action = na.pass)))
}
read <- function(file, ...) { d <- read.csv(file, ...); attr(d, "file") <- basename(file); d }
sleep <- read("examples/sleepstudy.csv"); sleep$Subject <- factor(sleep$Subject)
new <- data.frame(Days = c(0.5, 3, 12, 4.25, 7), Subject = c("308", "372", "335", "999", "350"))
case("poly", sleep, Reaction ~ poly(Days, 2) + (poly(Days, 2) | Subject), new)
case("natural splines", sleep, Reaction ~ ns(Days, df = 3) + (ns(Days, df = 2) | Subject), rbind(new, data.frame(Days = -2, Subject = "308")))
case("b-splines", sleep, Reaction ~ bs(Days, df = 4) + (bs(Days, degree = 1, knots = 5) | Subject), new, FALSE)
case("scale", sleep, Reaction ~ scale(Days) + (scale(Days) | Subject), new, FALSE)
case("log and I", sleep, Reaction ~ log(Days + 1) + I(Days^2 / 10) + (1 | Subject), new)
case("condition", sleep, Reaction ~ (Days > 4) * Days + (Days > 4 | Subject), new)
case("factor of numbers", sleep, Reaction ~ factor(Days) + (1 | Subject), data.frame(Days = c(0, 9, 3), Subject = c("308", "999", "352")))
case("offset", sleep, Reaction ~ Days + offset(5 * Days) + (1 | Subject), new)
case("random only", sleep, Reaction ~ 1 + (Days | Subject), new)
machines <- read("examples/machines.csv"); machines$Worker <- factor(machines$Worker)
newMachines <- data.frame(Machine = c("C", "A", "B", "B"), Worker = c("1", "6", "2", "9"))
case("machine by worker", machines, score ~ Machine + (0 + Machine | Worker), newMachines)
case("machine in worker", machines, score ~ Machine + (1 | Worker / Machine), newMachines)
oats <- read("examples/oats.csv")
newOats <- data.frame(nitro = c(0.1, 0.7, 0.2), Variety = c("Victory", "Marvellous", "Golden Rain"), Block = c("I", "VI", "VII"))
case("interaction", oats, yield ~ nitro * Variety + (1 | Block / Variety), newOats)
penicillin <- read("examples/penicillin.csv")
case("crossed", penicillin, diameter ~ 1 + (1 | plate) + (1 | sample), data.frame(plate = c("a", "x", "zz", "zz"), sample = c("F", "Q", "A", "Q")))

m <- lmer(Reaction ~ 1 + (1 | Subject) + (0 + Days | Subject), sleep, control = tight)
coefSleep <- coef(m)$Subject
m <- lmer(score ~ Machine + (1 | Worker) + (1 | Worker:Machine), machines, control = tight)
coefMachines <- coef(m)

weights <- 1 + (seq_len(nrow(sleep)) %% 4)
m <- lmer(Reaction ~ Days + (Days | Subject), sleep, weights = weights, control = tight)
residuals <- sapply(list(resid(m), resid(m, "pearson"), resid(m, "pearson", scaled = TRUE),
  sleep$Reaction - predict(m, re.form = NA), fitted(m)), function(r) numbers(r[c(1, 2, 3, 100, 180)]))

straight <- lm(Reaction ~ poly(Days, 2) + Subject, sleep)
newStraight <- data.frame(Days = c(2.5, 11, 0), Subject = c("308", "372", "350"))
limits <- lapply(c("confidence", "prediction"), function(i) predict(straight, newStraight, interval = i, level = 0.9))
se <- predict(straight, newStraight, se.fit = TRUE)$se.fit

writeLines(paste0("{\n\"provenance\": \"", R.version.string, ", lme4 ", packageVersion("lme4"), ", test/predict/fixture.R\",\n",
  "\"predictions\": [\n", paste(unlist(cases), collapse = ",\n"), "\n],\n",
  "\"coefSleep\": {\"names\":[", paste0('"', names(coefSleep), '"', collapse = ","), "],\"first\":", numbers(unlist(coefSleep[1, ])), ",\"last\":", numbers(unlist(coefSleep[18, ])), "},\n",
  "\"coefMachines\": {\"names\":[", paste0('"', names(coefMachines$Worker), '"', collapse = ","), "],\"Worker:Machine first\":", numbers(unlist(coefMachines[["Worker:Machine"]][1, ])), ",\"Worker last\":", numbers(unlist(coefMachines$Worker[6, ])), "},\n",
  "\"residuals\": {\"response\":", residuals[1], ",\"pearson\":", residuals[2], ",\"scaled\":", residuals[3], ",\"marginal\":", residuals[4], ",\"fitted\":", residuals[5], "},\n",
  "\"lm\": {\"newdata\":", rows(newStraight), ",\"fit\":", numbers(limits[[1]][, 1]), ",\"se\":", numbers(se),
  ",\"lower\":", numbers(limits[[1]][, 2]), ",\"upper\":", numbers(limits[[1]][, 3]), ",\"predictionLower\":", numbers(limits[[2]][, 2]), ",\"predictionUpper\":", numbers(limits[[2]][, 3]), "}\n}"),
  "test/predict/fixture.json")
