# Reads what `qualcode export r` has written. Run it in its folder:
#   setwd("the folder"); source("read.R")
# Base R is enough; the model at the end needs the package lme4.

read_table <- function(file) {
  read.csv(file, encoding = "UTF-8", colClasses = "character",
           na.strings = "", check.names = FALSE, stringsAsFactors = FALSE)
}

segments <- read_table("segments.csv")       # a row for each segment of a respondent
respondents <- read_table("respondents.csv") # a row for each respondent
names_of_columns <- read_table("names.csv")  # what the columns are called in the study

# Types: ids stay text, counts are whole numbers, codes are 0 or 1; attributes are numbers
# where all of their values are.
whole <- function(data, columns) {
  data[columns] <- lapply(data[columns], as.integer)
  data
}
codes <- names_of_columns$column[names_of_columns$kind == "code"]
attributes_known <- names_of_columns$column[names_of_columns$kind == "attribute"]
segments <- whole(segments, c("segment", "turn", "answer", "words", codes))
respondents <- whole(respondents, c("transcripts", "turns", "segments", "words"))
for (column in attributes_known) {
  segments[[column]] <- type.convert(segments[[column]], as.is = TRUE, na.strings = "")
  respondents[[column]] <- type.convert(respondents[[column]], as.is = TRUE, na.strings = "")
}
for (column in c("type", "group", "language")) {
  segments[[column]] <- factor(segments[[column]])
}

# How many respondents of each group mention each code, each language by itself. Segments
# without a group are not compared: the respondent hardly speaks their language.
compared <- segments[!is.na(segments$group) & !is.na(segments$language), ]
if (nrow(compared) > 0 && length(codes) > 0) {
  persons <- aggregate(compared[codes],
                       compared[c("language", "group", "respondent")], max)
  mentions <- aggregate(persons[codes], persons[c("language", "group")], sum)
  sizes <- aggregate(list(respondents = persons$respondent),
                     persons[c("language", "group")], length)
  counts <- merge(sizes, mentions)
  print(counts[seq_len(min(ncol(counts), 12))], row.names = FALSE)
} else {
  message("No respondent can be compared, or no code was found.")
}

# A mixed model. Segments of one person are alike: a test that takes them for independent finds
# differences where there are none. (1 | respondent) gives every person a level of their own, so
# that groups differ only where persons do. With few persons in a group prefer the permutation
# test of `qualcode compare`: this model leans on an approximation that needs many.
fit_code <- function(code, data = compared) {
  data$present <- data[[code]]
  formula <- if (nlevels(droplevels(data$language)) > 1) {
    present ~ group + language + (1 | respondent)
  } else {
    present ~ group + (1 | respondent)
  }
  lme4::glmer(formula, data = data, family = binomial)
}
enough <- nrow(compared) > 0 && length(codes) > 0 &&
  length(unique(compared$respondent)) >= 6 && nlevels(droplevels(compared$group)) >= 2
if (!enough) {
  message("No model: it needs two groups, six respondents who can be compared and a code; here are ",
          nlevels(droplevels(compared$group)), " groups, ",
          length(unique(compared$respondent)), " respondents and ", length(codes), " codes.")
} else if (!requireNamespace("lme4", quietly = TRUE)) {
  message("No model: the package lme4 is missing. Get it once: install.packages(\"lme4\")")
} else {
  commonest <- codes[which.max(colSums(compared[codes]))]
  message("Mixed model of ", commonest, "; others: fit_code(\"code.NAME\")")
  print(summary(fit_code(commonest)))
}
