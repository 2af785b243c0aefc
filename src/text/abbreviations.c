/* Abbreviations of English news, and the words with which sentences begin. */
#include "text/abbreviations.h"

#include <stdlib.h>
#include <string.h>

typedef struct row {
    const char *word; /* in lower case, sorted by strcmp */
    ent_abbreviation kind;
} row;

#define GOES_ON ENT_ABBREVIATION_GOES_ON
#define NUMBER ENT_ABBREVIATION_NUMBER
#define MAY_END ENT_ABBREVIATION_MAY_END

/* "sec" is a secretary and a section, "gov" a governor: both go on with what they name. */
static const row abbreviations[] = {
    {"adm", GOES_ON},   {"amb", GOES_ON},  {"approx", GOES_ON},   {"apr", NUMBER},   {"art", NUMBER},
    {"asst", GOES_ON},  {"aug", NUMBER},   {"ave", MAY_END},      {"bldg", MAY_END}, {"blvd", MAY_END},
    {"brig", GOES_ON},  {"bros", MAY_END}, {"ca", GOES_ON},       {"capt", GOES_ON}, {"cf", GOES_ON},
    {"ch", NUMBER},     {"chap", NUMBER},  {"cmdr", GOES_ON},     {"co", MAY_END},   {"col", GOES_ON},
    {"comdr", GOES_ON}, {"corp", MAY_END}, {"cpl", GOES_ON},      {"dec", NUMBER},   {"del", GOES_ON},
    {"dept", MAY_END},  {"dr", GOES_ON},   {"eq", NUMBER},        {"esq", MAY_END},  {"est", MAY_END},
    {"etc", MAY_END},   {"ex", GOES_ON},   {"feb", NUMBER},       {"fig", NUMBER},   {"figs", NUMBER},
    {"fr", GOES_ON},    {"ft", MAY_END},   {"gen", GOES_ON},      {"gov", GOES_ON},  {"gov't", MAY_END},
    {"govt", MAY_END},  {"hon", GOES_ON},  {"hr", MAY_END},       {"hrs", MAY_END},  {"ibid", MAY_END},
    {"inc", MAY_END},   {"insp", GOES_ON}, {"int'l", GOES_ON},    {"intl", GOES_ON}, {"jan", NUMBER},
    {"jr", MAY_END},    {"jul", NUMBER},   {"jun", NUMBER},       {"lt", GOES_ON},   {"ltd", MAY_END},
    {"maj", GOES_ON},   {"mar", NUMBER},   {"messrs", GOES_ON},   {"mfg", MAY_END},  {"mgr", GOES_ON},
    {"mi", MAY_END},    {"min", MAY_END},  {"mins", MAY_END},     {"mr", GOES_ON},   {"mrs", GOES_ON},
    {"ms", GOES_ON},    {"msgr", GOES_ON}, {"mt", GOES_ON},       {"mts", GOES_ON},  {"no", NUMBER},
    {"nos", NUMBER},    {"nov", NUMBER},   {"n\302\260", NUMBER}, {"oct", NUMBER},   {"op", NUMBER},
    {"p", NUMBER},      {"par", NUMBER},   {"para", NUMBER},      {"pfc", GOES_ON},  {"pp", NUMBER},
    {"pres", GOES_ON},  {"prof", GOES_ON}, {"pt", NUMBER},        {"pvt", GOES_ON},  {"rep", GOES_ON},
    {"reps", GOES_ON},  {"rev", GOES_ON},  {"rs", NUMBER},        {"sec", GOES_ON},  {"sen", GOES_ON},
    {"sens", GOES_ON},  {"sep", NUMBER},   {"sept", NUMBER},      {"sgt", GOES_ON},  {"sq", GOES_ON},
    {"sr", MAY_END},    {"st", MAY_END},   {"supt", GOES_ON},     {"univ", GOES_ON}, {"v", GOES_ON},
    {"viz", GOES_ON},   {"vol", NUMBER},   {"vols", NUMBER},      {"vs", GOES_ON},   {"yd", MAY_END},
    {"yr", MAY_END},    {"yrs", MAY_END},
};

/* Function words, adverbs and quantities; names of countries and offices are not here: "the U.S. Senate". */
static const char *const openers[] = {
    "A",           "According",   "Additionally", "After",    "All",
    "Also",        "Although",    "Amid",         "Among",    "An",
    "And",         "Another",     "Any",          "Are",      "As",
    "At",          "Because",     "Before",       "Besides",  "Beyond",
    "Both",        "But",         "By",           "Can",      "Despite",
    "Did",         "Do",          "Does",         "During",   "Each",
    "Earlier",     "Even",        "Every",        "Few",      "Finally",
    "First",       "For",         "Four",         "From",     "Further",
    "Furthermore", "Had",         "Has",          "Have",     "He",
    "Her",         "Here",        "His",          "How",      "However",
    "Hundreds",    "I",           "I'm",          "If",       "In",
    "Indeed",      "Instead",     "Is",           "It",       "It's",
    "Its",         "Just",        "Last",         "Later",    "Many",
    "Meanwhile",   "Millions",    "More",         "Moreover", "Most",
    "My",          "Neither",     "Nevertheless", "No",       "Nobody",
    "None",        "Nonetheless", "Nor",          "Not",      "Now",
    "Of",          "On",          "Once",         "One",      "Only",
    "Or",          "Other",       "Others",       "Our",      "Over",
    "Perhaps",     "Recently",    "Separately",   "She",      "Should",
    "Similarly",   "Since",       "So",           "Some",     "Still",
    "Such",        "Than",        "Thanks",       "That",     "That's",
    "The",         "Their",       "Then",         "There",    "There's",
    "Therefore",   "These",       "They",         "This",     "Those",
    "Though",      "Thousands",   "Three",        "Through",  "Thus",
    "To",          "Today",       "Together",     "Tomorrow", "Two",
    "Under",       "Unless",      "Unlike",       "Until",    "Upon",
    "Was",         "We",          "Were",         "What",     "When",
    "Where",       "Whether",     "Which",        "While",    "Who",
    "Why",         "Will",        "With",         "Within",   "Without",
    "Would",       "Yesterday",   "Yet",          "You",      "Your",
};

enum { LONGEST = 15, LONGEST_LISTED = 6 }; /* bytes: of any word looked up, of the table of abbreviations */

static int by_word(const void *key, const void *element) {
    return strcmp(key, ((const row *)element)->word);
}

static int by_text(const void *key, const void *element) {
    return strcmp(key, *(const char *const *)element);
}

static bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Letters with points between them: "U.S", "p.m", "Ph.D", "e.g". */
static bool has_inner_points(const char *word, size_t size) {
    size_t run = 0, points = 0;
    for (size_t i = 0; i < size; i++) {
        if (word[i] == '.') {
            if (run == 0) return false;
            points++;
            run = 0;
        } else if (!is_letter(word[i]) || ++run > 2) {
            return false;
        }
    }
    return points > 0 && run > 0;
}

ent_abbreviation ent_abbreviation_of(const char *word, size_t size) {
    if (size == 0 || size > LONGEST) return ENT_ABBREVIATION_NONE;
    char lower[LONGEST + 1];
    for (size_t i = 0; i < size; i++)
        lower[i] = (char)(word[i] >= 'A' && word[i] <= 'Z' ? word[i] - 'A' + 'a' : word[i]);
    lower[size] = '\0';
    if (has_inner_points(word, size)) {
        static const char *const latin[] = {"a.k.a", "e.g", "i.e"};
        for (size_t i = 0; i < sizeof latin / sizeof *latin; i++)
            if (strcmp(lower, latin[i]) == 0) return ENT_ABBREVIATION_GOES_ON;
        bool clock = strcmp(lower, "a.m") == 0 || strcmp(lower, "p.m") == 0;
        return clock ? ENT_ABBREVIATION_CLOCK : ENT_ABBREVIATION_MAY_END;
    }
    if (size > LONGEST_LISTED) return ENT_ABBREVIATION_NONE;
    const row *found =
        bsearch(lower, abbreviations, sizeof abbreviations / sizeof *abbreviations, sizeof *abbreviations, by_word);
    return found == NULL ? ENT_ABBREVIATION_NONE : found->kind;
}

/* Days, months and time zones that go on with a time of day. */
static const char *const after_clock[] = {
    "April",     "August",   "CET",      "CT",      "Central", "December",   "ET",        "EDT",
    "EST",       "Eastern",  "February", "Friday",  "GMT",     "JST",        "January",   "July",
    "June",      "KST",      "Korea",    "London",  "MT",      "March",      "May",       "Monday",
    "Mountain",  "November", "October",  "PDT",     "PST",     "PT",         "Pacific",   "Saturday",
    "September", "Sunday",   "Thursday", "Tuesday", "UTC",     "Washington", "Wednesday",
};

bool ent_goes_on_with_time(const char *word, size_t size) {
    for (size_t i = 0; i < sizeof after_clock / sizeof *after_clock; i++)
        if (strlen(after_clock[i]) == size && memcmp(after_clock[i], word, size) == 0) return true;
    return false;
}

bool ent_begins_sentences(const char *word, size_t size) {
    if (size == 0 || size > LONGEST) return false;
    char text[LONGEST + 1];
    memcpy(text, word, size);
    text[size] = '\0';
    return bsearch(text, openers, sizeof openers / sizeof *openers, sizeof *openers, by_text) != NULL;
}
