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
};
const size_t ent_session_messages_size = sizeof ent_session_messages / sizeof ent_session_messages[0];
