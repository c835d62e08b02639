#include "workplaces.h"

#include <string.h>

#include "title_words.h"
#include "titles.h"

static bool is_one_of(const char *text, const char *const *list)
{
    while (*list != NULL && strcmp(*list, text) != 0) {
        list++;
    }
    return *list != NULL;
}

/* Replaces marks by blanks, because people use or omit them. */
static size_t only_words(char *name, size_t length)
{
    size_t kept = 0;
    for (size_t i = 0; i < length; i++) {
        const bool mark = name[i] == BS_FOLD_NEXT || name[i] == BS_FOLD_ROLE;
        const char c = (char)(mark ? ' ' : name[i]);
        if (c != ' ' || (kept > 0 && name[kept - 1] != ' ')) {
            name[kept++] = c;
        }
    }
    kept -= kept > 0 && name[kept - 1] == ' ' ? 1 : 0;
    name[kept] = '\0';
    return kept;
}

static size_t without_legal_form(char *name, size_t length)
{
    char *last = strrchr(name, ' ');
    if (last != NULL && is_one_of(last + 1, bs_legal_forms)) {
        *last = '\0';
        return (size_t)(last - name);
    }
    return length;
}

uint64_t bs_company_of(const bs_hash_key *key, bs_csv_field name)
{
    char folded[BS_FOLDED_MAX + 1] = "";
    size_t length = bs_fold(folded, name);
    length = only_words(folded, length);
    length = without_legal_form(folded, length);
    return length == 0 || is_one_of(folded, bs_no_companies) ? 0 : bs_hash(key, folded, length);
}

bool bs_workplaces_add(bs_workplaces *workplaces, uint64_t company, bs_csv_field title)
{
    workplaces->vps += bs_title_is_vp(title) ? 1 : 0;
    if (company == 0) {
        return true;
    }
    bool added = false;
    uint32_t *employees = bs_map_add(&workplaces->employees, company, 1, &added);
    if (employees != NULL && !added) {
        ++*employees;
    }
    return employees != NULL;
}

void bs_workplaces_add_own(bs_workplaces *workplaces, uint64_t company)
{
    for (size_t i = 0; i < workplaces->own_count; i++) {
        if (workplaces->own[i] == company) {
            return;
        }
    }
    if (company != 0 && workplaces->own_count < BS_OWN_COMPANIES_MAX) {
        workplaces->own[workplaces->own_count++] = company;
    }
}

uint64_t bs_workplaces_colleagues(const bs_workplaces *workplaces)
{
    uint64_t colleagues = 0;
    for (size_t i = 0; i < workplaces->own_count; i++) {
        const uint32_t *employees = bs_map_find(&workplaces->employees, workplaces->own[i]);
        colleagues += employees != NULL ? *employees : 0;
    }
    return colleagues;
}

void bs_workplaces_free(bs_workplaces *workplaces)
{
    bs_map_free(&workplaces->employees);
    workplaces->vps = 0;
}
