# Hessians of linear mixed models with one grouping factor in closed form, by dense algebra per group.
#
#   Rscript test/golden/hessian.R DIR OUT.json
#
# DIR has golden/*.json (fits polished to the optimum, with its parameters in hessian_*$par) and data/*.csv. The fixtures
# beside this script hold what it computes. Differentiating numerically, as optim() and numDeriv do, loses up to three
# digits where a covariance is close to zero.
#
# With V the covariance matrix of y, V_i its derivative in parameter i (sigma2, then the entries of the covariance
# matrices), r = y - X beta and P = V^-1 - V^-1 X (X'V^-1 X)^-1 X'V^-1 (Searle, Casella & McCulloch 1992, ch. 6):
#   ML    d2/di dj of -log L: -tr(V^-1 V_i V^-1 V_j)/2 + r'V^-1 V_i V^-1 V_j V^-1 r, with beta: X'V^-1 V_i V^-1 r
#   REML  the same with P in V^-1's place and beta gone.

suppressMessages({ library(lme4); library(jsonlite) })

per_group <- function(index, X, y, Z, G, units, sigma2, weights) {
  X <- X[index, , drop = FALSE]; Z <- Z[index, , drop = FALSE]
  residual <- diag(1 / weights[index], length(index))
  V <- sigma2 * residual + Z %*% G %*% t(Z)
  derivatives <- c(list(residual), lapply(units, function(E) Z %*% E %*% t(Z)))
  list(X = X, y = y[index], Vinv = chol2inv(chol(V)), dV = derivatives)
}

sum_over <- function(groups, f) Reduce(`+`, lapply(groups, f))

hessian_of <- function(groups, p, reml) {
  M <- sum_over(groups, function(g) t(g$X) %*% g$Vinv %*% g$X)
  beta <- solve(M, sum_over(groups, function(g) t(g$X) %*% g$Vinv %*% g$y))
  q <- length(groups[[1]]$dV)
  vr <- lapply(groups, function(g) g$Vinv %*% (g$y - g$X %*% beta))
  each <- function(f) Reduce(`+`, Map(f, groups, vr))
  first <- sapply(1:q, function(i) each(function(g, v) t(g$X) %*% g$Vinv %*% g$dV[[i]] %*% v))
  first <- matrix(first, p, q)
  H <- matrix(0, q, q)
  Minv <- solve(M)
  F1 <- lapply(1:q, function(i) sum_over(groups, function(g) t(g$X) %*% g$Vinv %*% g$dV[[i]] %*% g$Vinv %*% g$X))
  for (i in 1:q) for (j in 1:q) {
    trace <- sum_over(groups, function(g) sum((g$Vinv %*% g$dV[[i]]) * t(g$Vinv %*% g$dV[[j]])))
    quadratic <- each(function(g, v) t(v) %*% g$dV[[i]] %*% g$Vinv %*% g$dV[[j]] %*% v)
    if (reml) {
      F2 <- sum_over(groups, function(g) t(g$X) %*% g$Vinv %*% g$dV[[i]] %*% g$Vinv %*% g$dV[[j]] %*% g$Vinv %*% g$X)
      trace <- trace - 2 * sum(Minv * t(F2)) + sum((Minv %*% F1[[i]]) * t(Minv %*% F1[[j]]))
      quadratic <- quadratic - t(first[, i]) %*% Minv %*% first[, j]
    }
    H[i, j] <- -trace / 2 + quadratic
  }
  if (reml) H else rbind(cbind(M, first), cbind(t(first), H))
}

closed_form <- function(golden, dir) {
  data <- read.csv(file.path(dir, "data", golden$data), stringsAsFactors = FALSE)
  unordered <- if (startsWith(golden$contrasts, "contr.sum")) "contr.sum" else "contr.treatment"
  options(contrasts = c(unordered, "contr.poly"))
  for (f in names(golden$factors)) data[[f]] <- factor(data[[f]], ordered = golden$factors[[f]]$ordered)
  reml <- golden$method == "REML"
  model <- lFormula(as.formula(golden$formula), data, REML = reml,
                    control = lmerControl(check.rankX = "silent.drop.cols"))
  terms <- model$reTrms$cnms
  columns <- function(block, k) sapply(1:k, function(a) colSums(as.matrix(block[seq(a, nrow(block), by = k), , drop = FALSE])))
  Z <- do.call(cbind, Map(function(block, names) columns(block, length(names)), model$reTrms$Ztlist, terms))
  units <- list(); offset <- 0
  for (names in terms) {
    for (b in seq_along(names)) for (a in b:length(names)) {
      E <- matrix(0, ncol(Z), ncol(Z)); E[offset + a, offset + b] <- 1; E[offset + b, offset + a] <- 1
      units[[length(units) + 1]] <- E
    }
    offset <- offset + length(names)
  }
  par <- unlist((if (reml) golden$hessian_REML_varpar else golden$hessian_full_ML)$par)
  G <- Reduce(`+`, Map(`*`, units, tail(par, length(units))))
  y <- model.response(model$fr)
  if (!is.null(golden$offset)) y <- y - data[[golden$offset]]
  rows <- split(seq_along(y), model$reTrms$flist[[1]], drop = TRUE)
  weights <- if (is.null(golden$weights)) rep(1, length(y)) else data[[golden$weights]]
  groups <- lapply(rows, per_group, model$X, y, Z, G, units, par[["sigma2"]], weights)
  H <- hessian_of(groups, ncol(model$X), reml)
  list(names = names(par), hessian = H, inverse = solve(H, tol = 1e-30))
}

arguments <- commandArgs(trailingOnly = TRUE)
files <- list.files(file.path(arguments[1], "golden"), full.names = TRUE)
results <- list()
for (file in files) {
  golden <- fromJSON(file, simplifyDataFrame = FALSE)
  linear <- identical(golden$family, "gaussian") && length(golden$ngrps) == 1
  if (!linear) next
  if (is.null(golden$hessian_full_ML) && is.null(golden$hessian_REML_varpar)) next
  results[[golden$id]] <- closed_form(golden, arguments[1])
}
writeLines(toJSON(results, digits = NA, auto_unbox = TRUE), arguments[2])
