/* What the lens may say, for `entente explain`. */
#include "lens/ledger/ledger.h"

const ent_message_row ent_ledger_messages[ENT_LEDGER_MESSAGES] = {
    {"E-LEDGER-0001", ENT_ERROR, "The agreements span too many years",
     "From the first year of the first agreement to the last year of the last there may be 1,000 years. A longer span "
     "is nearly always a year with a digit too many."},
    {"U-LEDGER-0001", ENT_ERROR, "--rule names no agreement that was known",
     "A rule is given as AGREEMENT=RULE, with the id of an agreement that was known at the case's date, or `next` for "
     "the agreement after the last one: --rule a11=series:cpi,lag:2,cap:4, --rule next=fixed:3."},
    {"U-LEDGER-0002", ENT_ERROR, "A rule that cannot be read",
     "A rule is `flat`, `fixed:PERCENT`, or `series:NAME` with `lag:YEARS`, `plus:POINTS`, `cap:PERCENT` and "
     "`floor:PERCENT` as wanted; two series are added with a plus sign: `series:gdp+cpi,lag:0+1`."},
    {"U-LEDGER-0003", ENT_ERROR, "A rule refers to a series that the case does not have",
     "The name after `series:` is the id of an entry of the case's `series` with one value a year."},
    {"U-LEDGER-0004", ENT_ERROR, "A number of a rule cannot be read",
     "Percentages are decimals or fractions without a sign for percent; lags are whole years."},
    {"U-LEDGER-0005", ENT_ERROR, "The cap of a rule lies below its floor", "No index can satisfy both."},
    {"U-LEDGER-0006", ENT_ERROR, "An option of the ledger does not fit the case",
     "`--party` takes the id of a party, `--currency` a currency that an exchange rate of the case leads to (a series "
     "`of: exchange` with a unit such as KRW per USD), `--real` needs a series `of: price`, `--first` a percentage, "
     "`--horizon` a year not before that of `--from` nor before the first payment."},
    {"N-LEDGER-0001", ENT_WARNING, "Two agreements cover the same year",
     "The agreement that begins later holds for the years that both cover."},
    {"N-LEDGER-0002", ENT_NOTE, "A payment is missing",
     "A rule needs an observation that was not known at the case's date (its `known` date, or the end of its year "
     "where none is given), or the agreement says nothing about the year. Such a payment is never guessed, and neither "
     "is what grows from it. The simulated outlook shows the range that past observations suggest."},
    {"N-LEDGER-0003", ENT_NOTE, "Agreements that were not known yet are left out",
     "An agreement counts from its `known` date on; without one from the day it was concluded, signed or in force."},
    {"N-LEDGER-0004", ENT_NOTE, "No simulation",
     "Unknown observations are drawn from those of the past. With fewer than five of them, or with no path that gives "
     "a payment, there is no outlook."},
    {"N-LEDGER-0005", ENT_NOTE, "A year without an agreement",
     "No agreement that was known covers the year. The chain goes on from the last payment before it."},
    {"N-LEDGER-0006", ENT_WARNING, "A number is too long to be held exactly",
     "Numbers are exact fractions of two 64-bit integers. This one has more digits; its first nine decimals were "
     "used."},
    {"N-LEDGER-0007", ENT_NOTE, "Payments that rest on judgements",
     "A payment has the weakest basis of what it grows from: one recalled amount marks the whole chain after it."},
    {"N-LEDGER-0008", ENT_WARNING, "Agreements in another currency",
     "Payments are chained in the currency of the latest agreement that was known. Give the others in it, with the "
     "conversion in the note on their source."},
    {"N-LEDGER-0009", ENT_NOTE, "The outlook is no forecast",
     "Unknown observations are past ones drawn again (the bootstrap), each year on its own, from the same past years "
     "for every rule. It shows what the rules do with more of the past; it knows nothing of what is different now."},
    {"N-LEDGER-0010", ENT_NOTE, "No amounts in prices of that year",
     "Real amounts need the prices of the base year and of every year between, as known at the case's date. Choose "
     "another year with --real, or give the case's series of prices the missing observations."},
};
