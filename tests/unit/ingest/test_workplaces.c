/* Connections at VP level or above, and in the user's own company: invented people. */
#include "support.h"

#include <stdio.h>

static const char *const ranks[] = {
    /* en */
    "CEO",
    "Chief Executive Officer",
    "Co-Founder & CEO",
    "VP Sales",
    "VP of Engineering",
    "SVP, Global Marketing",
    "EVP",
    "Senior Vice President - EMEA",
    "Vice-President, Legal",
    "Sales VP",
    "President",
    "President of North America",
    "Owner",
    "Business Owner",
    "Founder",
    "Managing Partner",
    "Partner at Northwind",
    "C.E.O.",
    "Chief Happiness Officer",
    "CFO | Board member",
    "Investor • Founder at Fabrikam",
    "Interim CTO",
    "Vice President of Finance, Contoso",
    "Managing Director",
    /* it */
    "Amministratore Delegato",
    "Amministratrice unica",
    "Vicepresidente vendite",
    "Fondatrice",
    "Titolare",
    "Direttore Generale",
    "Socio fondatore",
    "Presidente e AD",
    "Proprietario",
    "Co-fondatore",
    /* de */
    "Geschäftsführer",
    "Geschäftsführerin",
    "Geschaeftsfuehrer",
    "Gründer:in",
    "Inhaber",
    "Vorstand",
    "Vorstandsvorsitzende",
    "Vizepräsident Vertrieb",
    "Geschäftsführender Gesellschafter",
    "Mitgründer & CTO",
    /* fr */
    "Président-Directeur Général",
    "PDG",
    "Directrice générale",
    "Fondateur",
    "Co-fondateur",
    "Vice-présidente ventes",
    "Associé gérant",
    "Propriétaire",
    "Directeur général adjoint",
    /* es */
    "Director General",
    "Directora general",
    "Consejero Delegado",
    "Fundadora",
    "Vicepresidente de Ventas",
    "Dueño",
    "Socio director",
    "Presidenta",
    /* pt */
    "Diretor-Geral",
    "Diretor Presidente",
    "Fundador",
    "Sócio-proprietário",
    "Vice-presidente comercial",
    "Proprietária",
    "Presidente",
    /* nl */
    "Algemeen directeur",
    "Directeur-eigenaar",
    "Eigenaar",
    "Oprichter",
    "Bestuursvoorzitter",
    "Vennoot",
    "Vice-president Sales",
    /* pl */
    "Prezes Zarządu",
    "Wiceprezes",
    "Członek Zarządu",
    "Właściciel",
    "Współwłaścicielka",
    "Założyciel",
    "Dyrektor Generalny",
    /* ru */
    "Генеральный директор",
    "Вице-президент по продажам",
    "Основатель",
    "Владелец",
    "Партнёр",
    "Член правления",
    "ПРЕЗИДЕНТ",
    /* tr */
    "Genel Müdür",
    "Genel Müdür Yardımcısı",
    "Kurucu Ortak",
    "İcra Kurulu Başkanı",
    "Pazarlama Başkan Yardımcısı",
    "Şirket Sahibi",
    "KURUCU",
};

static const char *const others[] = {
    /* en */
    "VP of nothing",
    "Assistant to the CEO",
    "Executive Assistant to CEO & CFO",
    "Vice Principal",
    "CEO's Assistant",
    "CEO Assistant",
    "Former CEO",
    "Ex-CEO",
    "Aspiring Founder",
    "Product Owner",
    "Process Owner",
    "HR Business Partner",
    "Partner Manager",
    "Partner Marketing",
    "Founding Engineer",
    "Founder's Associate",
    "Associate Vice President",
    "Assistant Vice President",
    "Director",
    "Director of Sales",
    "Chief of Staff",
    "Chief Petty Officer",
    "Chief Engineer",
    "President-Elect",
    "President of the Student Council",
    "Student",
    "Vice chair of chairs",
    "CRO Specialist",
    "MVP",
    "VIP host",
    "Advisor to Founders and CEOs",
    "Presidential historian",
    "Ownership strategist",
    "Coach for CEOs",
    "Head of Sales",
    "Manager",
    "Partnership Manager",
    "",
    /* it */
    "Direttore d'orchestra",
    "Direttore vendite",
    "Assistente dell'amministratore delegato",
    "Presidente di seggio",
    "Amministratore di condominio",
    "Professore titolare",
    "Socio sostenitore",
    "Ex presidente",
    "Vice direttore",
    /* de */
    "Assistentin der Geschäftsführung",
    "Assistenz der Geschäftsführung",
    "Vorstandsassistenz",
    "Leiter Vertrieb",
    "Direktor",
    "Ehemaliger Geschäftsführer",
    "Projektinhaber",
    "Referent des Vorstands",
    /* fr */
    "Assistante du directeur général",
    "Directeur commercial",
    "Professeur associé",
    "Ancien PDG",
    "Chef de projet",
    "Directeur d'école",
    "Assistante de direction",
    /* es */
    "Asistente del Director General",
    "Director Comercial",
    "Profesor titular",
    "Secretaria del presidente",
    "Director de orquesta",
    "Antiguo CEO",
    /* pt */
    "Assistente do presidente",
    "Diretor de vendas",
    "Dono de casa ocupado",
    "Secretária do Diretor Geral",
    "Ex-presidente",
    /* nl */
    "Directeur",
    "Assistent van de algemeen directeur",
    "Directiesecretaresse",
    "Oud eigenaar",
    "Filiaalmanager",
    /* pl */
    "Asystentka Prezesa",
    "Asystent Zarządu",
    "Dyrektor",
    "Dyrektor sprzedaży",
    "Były prezes",
    "Wicedyrektor",
    /* ru */
    "Помощник президента",
    "Ассистент генерального директора",
    "Директор школы",
    "Бывший генеральный директор",
    "Менеджер",
    "Директор",
    /* tr */
    "Genel Müdür Asistanı",
    "Müdür Yardımcısı",
    "Müdür",
    "Satış Müdürü",
    "Eski genel müdür",
    "Yönetici asistanı",
};

static int64_t vps_with(const char *title)
{
    char text[512];
    imported got;
    (void)snprintf(text, sizeof text,
                   "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
                   "Mira,Olsen,https://www.linkedin.com/in/mira-olsen,,Contoso,\"%s\","
                   "05 Mar 2024\n",
                   title);
    import_file(&got, "Connections.csv", text);
    const int64_t vps = level_of(&got, BS_VP_CONNECTIONS);
    release(&got);
    return vps;
}

static size_t wrong_among(const char *const *titles, size_t count, int64_t wanted)
{
    size_t wrong = 0;
    for (size_t i = 0; i < count; i++) {
        if (vps_with(titles[i]) != wanted) {
            print_message("%s: %d wanted\n", titles[i], (int)wanted);
            wrong++;
        }
    }
    return wrong;
}

static void ranks_count_in_ten_languages(void **state)
{
    (void)state;
    assert_int_equal(wrong_among(ranks, sizeof ranks / sizeof *ranks, 1), 0);
}

static void other_titles_do_not(void **state)
{
    (void)state;
    assert_int_equal(wrong_among(others, sizeof others / sizeof *others, 0), 0);
}

static void no_title_is_too_odd(void **state)
{
    (void)state;
    static const char *const odd[] = {"\xff\xfe CEO \xc3",        "\xe3\x83", "|||,,,///",
                                      "\xe4\xbb\xa3\xe8\xa1\xa8", " - ",      "\xf0\x9f\x9a\x80"};
    char longest[301];
    for (size_t i = 0; i < sizeof odd / sizeof *odd; i++) {
        assert_true(vps_with(odd[i]) >= 0);
    }
    memset(longest, 'a', sizeof longest - 1);
    longest[sizeof longest - 1] = '\0';
    assert_int_equal(vps_with(longest), 0);
    for (size_t i = 0; i + 1 < sizeof longest; i++) {
        longest[i] = i % 2 == 0 ? 'e' : ' ';
    }
    assert_int_equal(vps_with(longest), 0);
}

#define CONNECTIONS                                                                                \
    "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"                       \
    "Mira,Olsen,https://www.linkedin.com/in/mira-olsen,,Contoso,Clerk,05 Mar 2024\n"               \
    "Lena,Vogt,https://www.linkedin.com/in/lena-vogt,,\"CONTOSO, Ltd.\",CEO,06 Mar 2024\n"         \
    "Odd,Falk,https://www.linkedin.com/in/odd-falk,,Fabrikam,Clerk,07 Mar 2024\n"                  \
    "Yara,Novak,https://www.linkedin.com/in/yara-novak,,,,08 Mar 2024\n"                           \
    "Ines,Marsh,https://www.linkedin.com/in/ines-marsh,,Freelance,Owner,09 Mar 2024\n"
#define POSITIONS "Company Name,Title,Description,Location,Started On,Finished On\n"

static int64_t colleagues_with(const char *positions)
{
    const packed_entry entries[] = {{.name = "Connections.csv", .text = CONNECTIONS},
                                    {.name = "Positions.csv", .text = positions}};
    imported got;
    bs_archive_options options = options_of("2024-03-24");
    import_entries(&got, entries, 2, &options);
    const int64_t colleagues = level_of(&got, BS_COMPANY_CONNECTIONS);
    assert_int_equal(level_of(&got, BS_VP_CONNECTIONS), 2);
    release(&got);
    return colleagues;
}

static void colleagues_work_where_the_user_works_now(void **state)
{
    (void)state;
    assert_int_equal(colleagues_with(POSITIONS "Contoso GmbH,Clerk,,,Mar 2014,\n"), 2);
    assert_int_equal(colleagues_with(POSITIONS "Contoso,Clerk,,,Mar 2014,\n"
                                               "contoso,Board member,,,Mar 2020,\n"
                                               "Fabrikam,Tutor,,,Mar 2021,\n"),
                     3);
    assert_int_equal(colleagues_with(POSITIONS "Contoso,Clerk,,,Mar 2014,May 2020\n"
                                               "Tailspin,Clerk,,,Jun 2020,\n"),
                     0);
}

static void no_company_is_not_known(void **state)
{
    (void)state;
    assert_int_equal(colleagues_with(POSITIONS), -1);
    assert_int_equal(colleagues_with(POSITIONS "Contoso,Clerk,,,Mar 2014,May 2020\n"), -1);
    assert_int_equal(colleagues_with(POSITIONS "Freelance,Owner,,,Mar 2014,\n"), -1);
    assert_int_equal(colleagues_with("Company Name,Title\nContoso,Clerk\n"), -1);
}

static void old_archives_without_the_columns_tell_nothing(void **state)
{
    (void)state;
    imported got;
    import_file(&got, "Connections.csv",
                "First Name,Last Name,Connected On\nMira,Olsen,05 Mar 2024\n");
    assert_int_equal(level_of(&got, BS_VP_CONNECTIONS), -1);
    assert_int_equal(level_of(&got, BS_CONNECTIONS), 1);
    release(&got);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ranks_count_in_ten_languages),
        cmocka_unit_test(other_titles_do_not),
        cmocka_unit_test(no_title_is_too_odd),
        cmocka_unit_test(colleagues_work_where_the_user_works_now),
        cmocka_unit_test(no_company_is_not_known),
        cmocka_unit_test(old_archives_without_the_columns_tell_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
