/* Names of currencies: signs, codes of ISO 4217, words, and words after a nationality. A bare dollar is counted as the
 * United States', a bare pound as Britain's, a bare won as South Korea's: what the news means by them. */
#include "text/currencies.h"

#include <string.h>

typedef struct currency {
    const char *code;
    double factor;
    bool symbol, lower; /* lower: the code is also read in small letters */
} currency;

/* Indices into this table are the kinds of the lexicon's rows. */
static const currency currencies[] = {
#define CODE(name)                                                                                                     \
    { #name, 1, true, true }
    CODE(USD), CODE(EUR), CODE(GBP), CODE(JPY), CODE(KRW), CODE(CNY), CODE(CAD), CODE(AUD), CODE(NZD), CODE(CHF),
    CODE(SEK), CODE(NOK), CODE(DKK), CODE(PLN), CODE(CZK), CODE(HUF), CODE(TRY), CODE(RUB), CODE(UAH), CODE(INR),
    CODE(PKR), CODE(IDR), CODE(MYR), CODE(SGD), CODE(THB), CODE(PHP), CODE(VND), CODE(TWD), CODE(HKD), CODE(MXN),
    CODE(BRL), CODE(ARS), CODE(CLP), CODE(COP), CODE(ZAR), CODE(EGP), CODE(NGN), CODE(KES), CODE(ETB), CODE(SAR),
    CODE(AED), CODE(QAR), CODE(KWD), CODE(ILS), CODE(IRR), CODE(IQD), CODE(JOD), CODE(CRC), CODE(LAK), CODE(KPW),
#undef CODE
};
enum { CODES = sizeof currencies / sizeof *currencies };

typedef struct word_row {
    const char *word, *code;
    double factor;
} word_row;

/* Alone. */
static const word_row words[] = {
    {"dollar", "USD", 1},
    {"dollars", "USD", 1},
    {"buck", "USD", 1},
    {"bucks", "USD", 1},
    {"cent", "USD", 0.01},
    {"cents", "USD", 0.01},
    {"euro", "EUR", 1},
    {"euros", "EUR", 1},
    {"pound", "GBP", 1},
    {"pounds", "GBP", 1},
    {"sterling", "GBP", 1},
    {"pence", "GBP", 0.01},
    {"yen", "JPY", 1},
    {"won", "KRW", 1},
    {"yuan", "CNY", 1},
    {"renminbi", "CNY", 1},
    {"rmb", "CNY", 1},
    {"franc", "franc", 1},
    {"francs", "franc", 1},
    {"rupee", "INR", 1},
    {"rupees", "INR", 1},
    {"lira", "TRY", 1},
    {"liras", "TRY", 1},
    {"ruble", "RUB", 1},
    {"rubles", "RUB", 1},
    {"rouble", "RUB", 1},
    {"roubles", "RUB", 1},
    {"hryvnia", "UAH", 1},
    {"zloty", "PLN", 1},
    {"zlotys", "PLN", 1},
    {"krona", "SEK", 1},
    {"kronor", "SEK", 1},
    {"krone", "NOK", 1},
    {"kroner", "NOK", 1},
    {"peso", "peso", 1},
    {"pesos", "peso", 1},
    {"shekel", "ILS", 1},
    {"shekels", "ILS", 1},
    {"rand", "ZAR", 1},
    {"baht", "THB", 1},
    {"ringgit", "MYR", 1},
    {"rupiah", "IDR", 1},
    {"dong", "VND", 1},
    {"riyal", "SAR", 1},
    {"riyals", "SAR", 1},
    {"dirham", "AED", 1},
    {"dirhams", "AED", 1},
    {"dinar", "dinar", 1},
    {"dinars", "dinar", 1},
    {"birr", "ETB", 1},
    {"naira", "NGN", 1},
    {"shilling", "shilling", 1},
    {"shillings", "shilling", 1},
    {"marks", "DEM", 1},
    {"deutschmarks", "DEM", 1},
    {"guilders", "NLG", 1},
    {"bitcoin", "BTC", 1},
    {"bitcoins", "BTC", 1},
};
enum { WORDS = sizeof words / sizeof *words };

/* A nationality before a word that several countries use. */
static const struct {
    const char *before, *word, *code;
} national[] = {
    {"us", "dollar", "USD"},         {"american", "dollar", "USD"},  {"canadian", "dollar", "CAD"},
    {"australian", "dollar", "AUD"}, {"singapore", "dollar", "SGD"}, {"taiwan", "dollar", "TWD"},
    {"zealand", "dollar", "NZD"},    {"kong", "dollar", "HKD"},      {"swiss", "franc", "CHF"},
    {"french", "franc", "FRF"},      {"belgian", "franc", "BEF"},    {"mexican", "peso", "MXN"},
    {"philippine", "peso", "PHP"},   {"argentine", "peso", "ARS"},   {"chilean", "peso", "CLP"},
    {"british", "pound", "GBP"},     {"egyptian", "pound", "EGP"},   {"korean", "won", "KRW"},
    {"japanese", "yen", "JPY"},      {"chinese", "yuan", "CNY"},     {"turkish", "lira", "TRY"},
    {"indian", "rupee", "INR"},      {"pakistani", "rupee", "PKR"},  {"danish", "krone", "DKK"},
    {"norwegian", "krone", "NOK"},   {"swedish", "krona", "SEK"},    {"kuwaiti", "dinar", "KWD"},
    {"iraqi", "dinar", "IQD"},       {"jordanian", "dinar", "JOD"},  {"kenyan", "shilling", "KES"},
    {"saudi", "riyal", "SAR"},       {"qatari", "riyal", "QAR"},
};

static const struct {
    uint32_t sign;
    const char *code;
} signs[] = {
    {'$', "USD"},    {0x20AC, "EUR"}, {0xA3, "GBP"},   {0xA5, "JPY"},   {0xFFE5, "JPY"},
    {0x20A9, "KRW"}, {0xFFE6, "KRW"}, {0x20AA, "ILS"}, {0x20AB, "VND"}, {0x20B9, "INR"},
    {0x20A8, "INR"}, {0x20BD, "RUB"}, {0x20B4, "UAH"}, {0x20BA, "TRY"}, {0x20A1, "CRC"},
    {0x20AD, "LAK"}, {0x20B1, "PHP"}, {0x20A6, "NGN"}, {0xE3F, "THB"},
};

/* Letters that stand before a dollar sign: C$, US$, HK$, Mex$. */
static const struct {
    const char *letters, *code;
} dollars[] = {{"us", "USD"},  {"c", "CAD"},   {"ca", "CAD"}, {"cad", "CAD"}, {"a", "AUD"},
               {"au", "AUD"},  {"nz", "NZD"},  {"hk", "HKD"}, {"s", "SGD"},   {"nt", "TWD"},
               {"mxn", "MXN"}, {"mex", "MXN"}, {"r", "BRL"},  {"usd", "USD"}, {"aud", "AUD"}};

struct ent_currencies {
    ent_lexicon *lexicon; /* kind: a code below CODES, else CODES + word; with value 1e6 the code has an M before it */
};

static bool add_codes(ent_arena *arena, ent_lexicon_row *rows, size_t *size) {
    for (size_t i = 0; i < CODES; i++) {
        char text[8] = {'m'};
        for (size_t j = 0; j < 3; j++)
            text[j + 1] = (char)(currencies[i].code[j] - 'A' + 'a');
        const char *million = ent_arena_text(arena, text);
        if (million == NULL) return false;
        rows[(*size)++] = (ent_lexicon_row){million + 1, (int)i, 1};
        rows[(*size)++] = (ent_lexicon_row){million, (int)i, 1e6};
    }
    return true;
}

const ent_currencies *ent_currencies_new(ent_arena *arena) {
    ent_currencies *self = ent_arena_alloc(arena, sizeof *self);
    ent_lexicon_row *rows = ent_arena_array(arena, 2 * CODES + WORDS, sizeof *rows);
    size_t size = 0;
    if (self == NULL || rows == NULL || !add_codes(arena, rows, &size)) return NULL;
    for (size_t i = 0; i < WORDS; i++)
        rows[size++] = (ent_lexicon_row){words[i].word, (int)(CODES + i), words[i].factor};
    self->lexicon = ent_lexicon_new(arena, rows, size);
    return self->lexicon == NULL ? NULL : self;
}

void ent_currency_filter(ent_word_filter *filter) {
    static const char *const first[] = {"u", "new", "hong", "south", "united"};
    for (size_t i = 0; i < CODES; i++) {
        char text[5] = {'m'};
        for (size_t j = 0; j < 3; j++)
            text[j + 1] = (char)(currencies[i].code[j] - 'A' + 'a');
        ent_word_filter_add(filter, text);
        ent_word_filter_add(filter, text + 1);
    }
    for (size_t i = 0; i < WORDS; i++)
        ent_word_filter_add(filter, words[i].word);
    for (size_t i = 0; i < sizeof dollars / sizeof *dollars; i++)
        ent_word_filter_add(filter, dollars[i].letters);
    for (size_t i = 0; i < sizeof national / sizeof *national; i++)
        ent_word_filter_add(filter, national[i].before);
    for (size_t i = 0; i < sizeof first / sizeof *first; i++)
        ent_word_filter_add(filter, first[i]);
}

static bool sign_at(const ent_tokens *tokens, size_t index, const char **code) {
    if (index >= tokens->size || tokens->items[index].kind != ENT_TOKEN_MARK) return false;
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (signs[i].sign == tokens->items[index].character) {
            *code = signs[i].code;
            return true;
        }
    return false;
}

/* "US$", "C$", and "c $" of texts whose tokens are spaced; a spaced capital is a word of its own: "a $5 bill". */
static bool lettered_dollar(const ent_tokens *tokens, size_t index, ent_currency_name *out) {
    if (!ent_token_is_mark(tokens, index + 1, '$')) return false;
    bool spaced = tokens->items[index + 1].flags & ENT_TOKEN_SPACED;
    if (spaced &&
        (ent_token_is(tokens, index, "a") || ent_token_is(tokens, index, "s") || ent_token_is(tokens, index, "r")))
        return false;
    for (size_t i = 0; i < sizeof dollars / sizeof *dollars; i++)
        if (ent_token_is(tokens, index, dollars[i].letters)) {
            *out = (ent_currency_name){index + 2, dollars[i].code, 1, true};
            return true;
        }
    return false;
}

static bool plural_of(const char *word, const char *singular) {
    size_t size = strlen(singular);
    if (strncmp(word, singular, size) != 0) return strcmp(singular, "krona") == 0 && strcmp(word, "kronor") == 0;
    return word[size] == '\0' || strcmp(word + size, "s") == 0 || strcmp(word + size, "r") == 0;
}

/* "US dollars", "U.S. dollars", "New Zealand dollars", "South Korean won". */
static bool national_at(const ent_currencies *self, const ent_tokens *tokens, size_t index, ent_currency_name *out) {
    size_t at = index;
    const char *before = NULL;
    if (ent_token_is(tokens, at, "u") && ent_token_is_mark(tokens, at + 1, '.') && ent_token_is(tokens, at + 2, "s")) {
        before = "us";
        at += ent_token_is_mark(tokens, at + 3, '.') ? 4 : 3;
    } else {
        if (ent_token_is(tokens, at, "new") || ent_token_is(tokens, at, "hong") || ent_token_is(tokens, at, "south") ||
            ent_token_is(tokens, at, "united"))
            at++;
        for (size_t i = 0; i < sizeof national / sizeof *national && before == NULL; i++)
            if (ent_token_is(tokens, at, national[i].before)) before = national[i].before;
        if (before == NULL) return false;
        at++;
    }
    const ent_lexicon_row *row = ent_lexicon_find(self->lexicon, tokens, at, NULL);
    if (row == NULL || row->kind < CODES) return false;
    for (size_t i = 0; i < sizeof national / sizeof *national; i++)
        if (strcmp(before, national[i].before) == 0 && plural_of(row->word, national[i].word)) {
            *out = (ent_currency_name){at + 1, national[i].code, row->value, false};
            return true;
        }
    return false;
}

bool ent_currency_at(const ent_currencies *self, const ent_tokens *tokens, size_t index, ent_currency_name *out) {
    const char *code;
    if (index >= tokens->size) return false;
    if (sign_at(tokens, index, &code)) {
        *out = (ent_currency_name){index + 1, code, 1, true};
        return true;
    }
    if (tokens->items[index].kind != ENT_TOKEN_WORD) return false;
    if (lettered_dollar(tokens, index, out) || national_at(self, tokens, index, out)) return true;
    const ent_lexicon_row *row = ent_lexicon_find(self->lexicon, tokens, index, NULL);
    if (row == NULL) return false;
    if (row->kind >= CODES) {
        *out = (ent_currency_name){index + 1, words[row->kind - CODES].code, row->value, false};
    } else {
        bool small = !(tokens->items[index].flags & ENT_TOKEN_UPPER); /* "try" is a verb, "php" a language */
        const char *name = currencies[row->kind].code;
        if (small && (row->value > 1 || strchr("TPCI", name[0]) != NULL) && strcmp(name, "CAD") != 0 &&
            strcmp(name, "CNY") != 0)
            return false;
        *out = (ent_currency_name){index + 1, name, row->value, true};
    }
    return true;
}
