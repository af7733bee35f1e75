# Times lmer() on one case: Rscript lme4.R FILE.csv FORMULA REML|ML REPETITIONS
# Text columns are factors before the clock starts. Prints cold and warm milliseconds and the criterion.
suppressMessages(library(lme4))
arguments <- commandArgs(trailingOnly = TRUE)
data <- read.csv(arguments[1], stringsAsFactors = TRUE)
formula <- as.formula(arguments[2])
reml <- arguments[3] == "REML"
quoted <- scan(arguments[1], what = "", sep = "\n", n = 2, quiet = TRUE, quote = "")[2]
text <- startsWith(strsplit(quoted, ",")[[1]], "\"")
for (column in which(text)) data[[column]] <- factor(data[[column]])
once <- function() {
  start <- proc.time()[["elapsed"]]
  fit <- suppressMessages(suppressWarnings(lmer(formula, data, REML = reml)))
  list(time = 1000 * (proc.time()[["elapsed"]] - start), fit = fit)
}
first <- once()
repetitions <- as.integer(arguments[4])
start <- proc.time()[["elapsed"]]
for (i in seq_len(repetitions)) last <- once()
warm <- 1000 * (proc.time()[["elapsed"]] - start) / repetitions
criterion <- if (reml) REMLcrit(first$fit) else deviance(first$fit)
cat(sprintf("{\"cold\": %.3f, \"warm\": %.3f, \"criterion\": %.10f}\n", first$time, warm, criterion))
