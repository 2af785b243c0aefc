/* A growing text. */
#include <entente/base.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/numeric_locale.h"

void ent_buffer_init(ent_buffer *buffer, const ent_allocator *allocator) {
    *buffer = (ent_buffer){.allocator = allocator != NULL ? allocator : ent_allocator_default()};
}

void ent_buffer_free(ent_buffer *buffer) {
    ent_free(buffer->allocator, buffer->data);
    buffer->data = NULL;
    buffer->size = buffer->capacity = 0;
}

/* Makes room for `more` bytes and a final NUL. */
static bool reserve(ent_buffer *buffer, size_t more) {
    if (buffer->failed) return false;
    if (more >= SIZE_MAX / 2 - buffer->size) {
        buffer->failed = true;
        return false;
    }
    size_t needed = buffer->size + more + 1;
    if (needed <= buffer->capacity) return true;
    size_t capacity = buffer->capacity < 64 ? 64 : buffer->capacity * 2;
    if (capacity < needed) capacity = needed;
    const ent_allocator *allocator = buffer->allocator;
    char *data = buffer->data == NULL
                     ? allocator->allocate(allocator->context, capacity)
                     : allocator->reallocate(allocator->context, buffer->data, buffer->capacity, capacity);
    if (data == NULL) {
        buffer->failed = true;
        return false;
    }
    buffer->data = data;
    buffer->capacity = capacity;
    return true;
}

void ent_buffer_add(ent_buffer *buffer, const char *data, size_t size) {
    if (!reserve(buffer, size)) return;
    if (size > 0) memcpy(buffer->data + buffer->size, data, size);
    buffer->size += size;
    buffer->data[buffer->size] = '\0';
}

void ent_buffer_text(ent_buffer *buffer, const char *text) {
    ent_buffer_add(buffer, text, strlen(text));
}

void ent_buffer_char(ent_buffer *buffer, char c) {
    ent_buffer_add(buffer, &c, 1);
}

void ent_buffer_repeat(ent_buffer *buffer, const char *text, size_t times) {
    size_t length = strlen(text);
    for (size_t i = 0; i < times && !buffer->failed; i++)
        ent_buffer_add(buffer, text, length);
}

void ent_buffer_vprintf(ent_buffer *buffer, const char *format, va_list arguments) {
    ent_numeric_locale locale;
    if (buffer->failed) return;
    if (!ent_numeric_locale_begin(&locale)) {
        buffer->failed = true;
        return;
    }
    va_list again;
    va_copy(again, arguments);
    int length = vsnprintf(NULL, 0, format, arguments);
    if (length < 0) {
        buffer->failed = true;
    } else if (reserve(buffer, (size_t)length)) {
        vsnprintf(buffer->data + buffer->size, (size_t)length + 1, format, again);
        buffer->size += (size_t)length;
    }
    va_end(again);
    ent_numeric_locale_end(&locale);
}

void ent_buffer_printf(ent_buffer *buffer, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    ent_buffer_vprintf(buffer, format, arguments);
    va_end(arguments);
}
