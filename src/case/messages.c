/* The catalogue of what can be wrong with a case. */
#include <entente/case.h>

const ent_message_row ent_case_messages[] = {
    {"E-CASE-0001", ENT_ERROR, "Not valid UTF-8", "A case file is UTF-8 text."},
};
const size_t ent_case_messages_size = sizeof ent_case_messages / sizeof *ent_case_messages;
