/* Kinds of characters, as the rooms of text see them. Private to src/text. */
#ifndef ENTENTE_TEXT_CHARACTERS_H
#define ENTENTE_TEXT_CHARACTERS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The character at `at` and its bytes; 0 bytes at the end. What is not valid is one byte, the character U+FFFD. */
int32_t ent_character(const char *text, size_t size, size_t at, size_t *bytes);
/* The bytes of the character that ends before `at` (> 0). */
size_t ent_character_before(const char *text, size_t at);

bool ent_is_lower(int32_t c);
bool ent_is_upper(int32_t c);
bool ent_is_letter(int32_t c);
bool ent_is_hangul(int32_t c);
bool ent_is_space(int32_t c); /* of any width, with line ends and byte order marks */
static inline bool ent_is_digit(int32_t c) {
    return c >= '0' && c <= '9';
}

#endif
