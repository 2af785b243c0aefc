/* Diagnostics of the room of texts. */
#ifndef ENTENTE_TEXT_MESSAGES_H
#define ENTENTE_TEXT_MESSAGES_H

#include <entente/base.h>

extern const ent_message_row ent_text_messages[];
extern const size_t ent_text_messages_size;

#endif
