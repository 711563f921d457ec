# Tokens, base forms by a ready table, and phrases, with quanteda.
#
# Arguments: folder of text files, table of forms (form <tab> base form), phrases (one a line).
# Prints one line: seconds for tokens, replacing and looking up; number of hits; version.

suppressMessages(library(quanteda))
quanteda_options(threads = 1)

arguments <- commandArgs(trailingOnly = TRUE)
files <- sort(list.files(arguments[1], pattern = "[.]txt$", full.names = TRUE))
read_text <- function(file) paste(readLines(file, encoding = "UTF-8", warn = FALSE), collapse = "\n")
texts <- vapply(files, read_text, character(1))
forms <- strsplit(readLines(arguments[2], encoding = "UTF-8"), "\t", fixed = TRUE)
written <- vapply(forms, `[`, character(1), 1)
base <- vapply(forms, `[`, character(1), 2)
phrases <- readLines(arguments[3], encoding = "UTF-8")
names(phrases) <- paste0("phrase", seq_along(phrases))
indicators <- dictionary(as.list(phrases))

spent <- function(times) sum(times[c("user.self", "sys.self")])
before <- spent(proc.time())
words <- tokens_tolower(tokens(texts, remove_punct = TRUE))
words <- tokens_replace(words, written, base, valuetype = "fixed")
found <- tokens_lookup(words, indicators, valuetype = "fixed")
seconds <- spent(proc.time()) - before
cat(seconds, sum(ntoken(found)), as.character(packageVersion("quanteda")), "\n")
