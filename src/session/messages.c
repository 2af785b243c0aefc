/* What the diagnostics of sessions mean, for `entente explain` and the docs. */
#include "session/session.h"

const ent_message_row ent_session_messages[] = {
    {"E-SESSION-0001", ENT_ERROR, "Too many packages to negotiate about",
     "Strategies rank all packages within the red lines by what they are worth to their party, so these are listed: at "
     "most 16,777,216 of them. Give issues fewer options (a larger step of a range), leave out an issue that hardly "
     "matters with `same_table: false`, or let `limits` narrow what can be signed. `entente bargain` never lists "
     "packages and takes any number."},
    {"E-SESSION-0002", ENT_ERROR, "The red lines leave no package",
     "On some issue every option crosses somebody's red line, so there is nothing to offer. `entente bargain` names "
     "the "
     "red lines that exclude each other."},
    {"U-SESSION-0001", ENT_ERROR, "No such strategy",
     "Strategies go by their published names: boulware, conceder, linear, time-dependent, aspiration, tit-for-tat, "
     "relative-tit-for-tat, absolute-tit-for-tat, averaged-tit-for-tat, nice-tit-for-tat, micro, hard-headed, "
     "frequency, bayesian, random-walker, tough; and for a mediated single text hill-climber and annealer. "
     "docs/negotiate.md defines each."},
    {"U-SESSION-0002", ENT_ERROR, "A setting of a strategy is wrong",
     "Settings follow the strategy after a colon, as in `time-dependent:exponent=3` or "
     "`boulware:accept=combi,after=0.95`. Every strategy says which it reads; those that make offers also take "
     "`accept` (own, next, const, time or combi) with `constant` and `after`."},
    {"U-SESSION-0003", ENT_ERROR, "A strategy does not go with the protocol",
     "Under alternating offers parties make and answer offers; under a single text a mediator proposes and parties "
     "vote, by `hill-climber` or `annealer`."},
    {"U-SESSION-0004", ENT_ERROR, "Nothing would end the talks",
     "A session ends by agreement, or by a deadline in rounds, a deadline of time (with the pace of an offer), or a "
     "chance that talks break down. Without any of these it might go on for ever."},
};
const size_t ent_session_messages_size = sizeof ent_session_messages / sizeof ent_session_messages[0];
