/* Allocators and the arena. */
#include <entente/base.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/numeric_locale.h"

static void *default_allocate(void *context, size_t size) {
    (void)context;
    return malloc(size);
}

static void *default_reallocate(void *context, void *pointer, size_t old_size, size_t new_size) {
    (void)context;
    (void)old_size;
    return realloc(pointer, new_size);
}

static void default_release(void *context, void *pointer) {
    (void)context;
    free(pointer);
}

static const ent_allocator default_allocator = {default_allocate, default_reallocate, default_release, NULL};

const ent_allocator *ent_allocator_default(void) {
    return &default_allocator;
}

void *ent_alloc(const ent_allocator *allocator, size_t size) {
    if (allocator == NULL) allocator = &default_allocator;
    if (size == 0) size = 1;
    /* calloc gets large blocks zeroed from the kernel without touching them */
    if (allocator->allocate == default_allocate) return calloc(1, size);
    void *pointer = allocator->allocate(allocator->context, size);
    if (pointer != NULL) memset(pointer, 0, size);
    return pointer;
}

void *ent_alloc_array(const ent_allocator *allocator, size_t count, size_t size) {
    if (size != 0 && count > SIZE_MAX / size) return NULL;
    return ent_alloc(allocator, count * size);
}

void *ent_realloc_array(const ent_allocator *allocator, void *pointer, size_t old_count, size_t new_count,
                        size_t size) {
    if (pointer == NULL) return ent_alloc_array(allocator, new_count, size);
    if (allocator == NULL) allocator = &default_allocator;
    if (size != 0 && (new_count > SIZE_MAX / size || old_count > SIZE_MAX / size)) return NULL;
    size_t old_size = old_count * size, new_size = new_count * size;
    char *moved = allocator->reallocate(allocator->context, pointer, old_size, new_size == 0 ? 1 : new_size);
    if (moved != NULL && new_size > old_size) memset(moved + old_size, 0, new_size - old_size);
    return moved;
}

void ent_free(const ent_allocator *allocator, void *pointer) {
    if (pointer == NULL) return;
    if (allocator == NULL) allocator = &default_allocator;
    allocator->release(allocator->context, pointer);
}

size_t ent_machine_memory(void) {
    long pages = sysconf(_SC_PHYS_PAGES), size = sysconf(_SC_PAGESIZE);
    if (pages <= 0 || size <= 0 || (size_t)pages > SIZE_MAX / (size_t)size) return SIZE_MAX;
    return (size_t)pages * (size_t)size;
}

/* ---- arena ---------------------------------------------------------------------------------------------- */

enum {
    ARENA_ALIGN = (int)_Alignof(max_align_t),
    ARENA_FIRST_BLOCK = 4096,     /* doubled block by block */
    ARENA_LARGEST_BLOCK = 1 << 20 /* ... up to this; larger objects get a block of their own */
};

typedef struct arena_block {
    struct arena_block *next;
    size_t size, used; /* of the bytes behind this header */
    _Alignas(max_align_t) unsigned char data[];
} arena_block;

struct ent_arena {
    const ent_allocator *allocator;
    arena_block *blocks; /* the first is the one being filled */
    size_t next_size, total;
    bool failed;
};

ent_arena *ent_arena_new(const ent_allocator *allocator) {
    if (allocator == NULL) allocator = &default_allocator;
    ent_arena *arena = ent_alloc(allocator, sizeof *arena);
    if (arena == NULL) return NULL;
    arena->allocator = allocator;
    arena->next_size = ARENA_FIRST_BLOCK;
    arena->total = sizeof *arena;
    return arena;
}

void ent_arena_free(ent_arena *arena) {
    if (arena == NULL) return;
    const ent_allocator *allocator = arena->allocator;
    for (arena_block *block = arena->blocks, *next; block != NULL; block = next) {
        next = block->next;
        ent_free(allocator, block);
    }
    ent_free(allocator, arena);
}

const ent_allocator *ent_arena_allocator(const ent_arena *arena) {
    return arena->allocator;
}

size_t ent_arena_size(const ent_arena *arena) {
    return arena->total;
}

bool ent_arena_failed(const ent_arena *arena) {
    return arena->failed;
}

static void *fail(ent_arena *arena) {
    arena->failed = true;
    return NULL;
}

static arena_block *add_block(ent_arena *arena, size_t size) {
    if (size > SIZE_MAX - sizeof(arena_block)) return NULL;
    arena_block *block = ent_alloc(arena->allocator, sizeof(arena_block) + size);
    if (block == NULL) return NULL;
    block->size = size;
    arena->total += sizeof(arena_block) + size;
    return block;
}

void *ent_arena_alloc(ent_arena *arena, size_t size) {
    if (size > SIZE_MAX - (size_t)ARENA_ALIGN) return fail(arena);
    size = (size + ARENA_ALIGN - 1) / ARENA_ALIGN * ARENA_ALIGN;
    if (size == 0) size = ARENA_ALIGN;
    arena_block *head = arena->blocks;
    if (head == NULL || head->size - head->used < size) {
        bool own = size > arena->next_size / 4;
        arena_block *block = add_block(arena, own ? size : arena->next_size);
        if (block == NULL) return fail(arena);
        if (own && head != NULL) { /* goes behind the head, which still has room for small ones */
            block->next = head->next;
            head->next = block;
            block->used = size;
            return block->data;
        }
        if (!own && arena->next_size < ARENA_LARGEST_BLOCK) arena->next_size *= 2;
        block->next = head;
        arena->blocks = head = block;
    }
    void *pointer = head->data + head->used;
    head->used += size;
    return pointer;
}

void *ent_arena_array(ent_arena *arena, size_t count, size_t size) {
    if (size != 0 && count > SIZE_MAX / size) return fail(arena);
    return ent_arena_alloc(arena, count * size);
}

char *ent_arena_copy(ent_arena *arena, const char *text, size_t length) {
    if (length == SIZE_MAX) return fail(arena);
    char *copy = ent_arena_alloc(arena, length + 1);
    if (copy != NULL && length > 0) memcpy(copy, text, length);
    return copy;
}

char *ent_arena_text(ent_arena *arena, const char *text) {
    return ent_arena_copy(arena, text, strlen(text));
}

char *ent_arena_vprintf(ent_arena *arena, const char *format, va_list arguments) {
    ent_numeric_locale locale;
    if (!ent_numeric_locale_begin(&locale)) return fail(arena);
    va_list again;
    va_copy(again, arguments);
    char *text;
    int length = vsnprintf(NULL, 0, format, arguments);
    text = length >= 0 ? ent_arena_alloc(arena, (size_t)length + 1) : fail(arena);
    if (text != NULL) vsnprintf(text, (size_t)length + 1, format, again);
    va_end(again);
    ent_numeric_locale_end(&locale);
    return text;
}

char *ent_arena_printf(ent_arena *arena, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    char *text = ent_arena_vprintf(arena, format, arguments);
    va_end(arguments);
    return text;
}
