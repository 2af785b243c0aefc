/* The catalogue of what a backtest has to say. */
#include "backtest/backtest.h"

const ent_message_row ent_backtest_messages[] = {
    {"U-BACKTEST-0001", ENT_ERROR, "unknown model",
     "--models takes ids of models, several parted by commas: --models odds,no-change. docs/forecast.md tells what "
     "each "
     "of them does."},
    {"E-BACKTEST-0001", ENT_ERROR, "nothing to compare forecasts with",
     "A backtest needs the part `outcome`, with a package that says where issues ended:\n\n    outcome:\n      - date: "
     "2024-10-04\n        package: {contribution: 15192}\n\nNothing else reads it."},
    {"E-BACKTEST-0002", ENT_ERROR, "a case is named twice",
     "Counted twice, its outcomes would look like more evidence."},
    {"E-BACKTEST-0003", ENT_ERROR, "nothing to freeze",
     "A frozen forecast says what models make of the issues of a case in a file. See docs/backtest.md."},
    {"E-BACKTEST-0004", ENT_ERROR, "not a frozen forecast",
     "The file was not written by `entente freeze`, or it was changed or cut."},
    {"E-BACKTEST-0005", ENT_ERROR, "a frozen forecast does not stand",
     "The hash is not the one that was published, a file of the case is no longer what it was, or the forecasts come "
     "out "
     "otherwise. Keep a copy of the whole folder of a case when you freeze it."},
    {"W-BACKTEST-0101", ENT_WARNING, "another build makes other forecasts",
     "The hash and the files hold, so that the forecast was made then is proved. This build's models differ: repeat it "
     "with the release and commit that the file names."},
    {"N-BACKTEST-0009", ENT_NOTE, "the hash to publish",
     "A forecast is proved if its hash became public before the outcome: in a newspaper's comment, a mail to several "
     "people, a commit in a public repository, or a time-stamping service (RFC 3161). Whoever has the file can check "
     "it "
     "with sha256sum."},
    {"N-BACKTEST-0001", ENT_NOTE, "coded in hindsight",
     "Whoever codes a case after its end knows which positions mattered, and models look better than they are. Such "
     "cases say `brief: coded: hindsight`. What models give for them is listed apart and counts nothing."},
    {"N-BACKTEST-0002", ENT_NOTE, "it is not said when a case was coded",
     "Write `brief: coded: before` or `coded: hindsight`. Until then it counts like one that was coded before its end, "
     "which may flatter the models."},
    {"N-BACKTEST-0003", ENT_NOTE, "no date from which the case is seen",
     "Without `as_of` all positions count as known, whenever they were taken. A position taken late in the talks is "
     "close to the outcome, which may flatter the models."},
    {"N-BACKTEST-0004", ENT_NOTE, "few decisions",
     "Below twenty decisions shares in percent would pretend to a precision that is not there: counts are shown, such "
     "as "
     "3 of 7. Intervals need six decisions."},
    {"N-BACKTEST-0005", ENT_NOTE, "an outcome that was known already",
     "The outcome is not later than the date from which the case is seen, so there is nothing to forecast. Choose an "
     "earlier date with --as-of."},
    {"N-BACKTEST-0006", ENT_NOTE, "an outcome that cannot be compared",
     "The outcome is no point on the line of its issue, or the issue has one option only."},
    {"N-BACKTEST-0007", ENT_NOTE, "models that say nothing of some outcomes",
     "Each model has its own conditions (the odds model, for instance, needs three parties with positions). Means over "
     "different outcomes cannot be compared; the table of comparisons takes the outcomes that both models predict."},
    {"N-BACKTEST-0008", ENT_NOTE, "a chance of nearly nothing came true",
     "The log score of a chance of 0 is infinite. Chances below 0.001 count as 0.001."},
};
const size_t ent_backtest_messages_size = sizeof ent_backtest_messages / sizeof *ent_backtest_messages;
