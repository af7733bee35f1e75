# Times lmer() on one case: Rscript lme4.R FILE.csv FORMULA REML|ML REPETITIONS optimum|whole
# Text columns are factors before the clock starts. Prints cold and warm milliseconds and the criterion.
# optimum: lmer() alone. whole: what a finished result has besides: summary() with Satterthwaite's degrees of freedom where
# lmerTest is installed, the conditional modes with their variances, the residuals.
arguments <- commandArgs(trailingOnly = TRUE)
whole <- arguments[5] == "whole"
suppressMessages(library(lme4))
if (whole && requireNamespace("lmerTest", quietly = TRUE)) lmer <- lmerTest::lmer
data <- read.csv(arguments[1], stringsAsFactors = TRUE)
formula <- as.formula(arguments[2])
reml <- arguments[3] == "REML"
quoted <- scan(arguments[1], what = "", sep = "\n", n = 2, quiet = TRUE, quote = "")[2]
text <- startsWith(strsplit(quoted, ",")[[1]], "\"")
for (column in which(text)) data[[column]] <- factor(data[[column]])
once <- function() {
  start <- proc.time()[["elapsed"]]
  fit <- suppressMessages(suppressWarnings(lmer(formula, data, REML = reml)))
  if (whole) list(suppressWarnings(summary(fit)), ranef(fit, condVar = TRUE), residuals(fit))
  list(time = 1000 * (proc.time()[["elapsed"]] - start), fit = fit)
}
first <- once()
last <- first
warm <- NA
repetitions <- as.integer(arguments[4])
if (repetitions > 0) {
  start <- proc.time()[["elapsed"]]
  for (i in seq_len(repetitions)) last <- once()
  warm <- 1000 * (proc.time()[["elapsed"]] - start) / repetitions
}
criterion <- if (reml) REMLcrit(first$fit) else deviance(first$fit)
cat(sprintf("{\"cold\": %.3f, \"warm\": %s, \"criterion\": %.10f}\n", first$time, if (is.na(warm)) "null" else sprintf("%.3f", warm), criterion))
