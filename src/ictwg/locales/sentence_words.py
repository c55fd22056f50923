"""The words by which a sentence says who is to do something, per language. They are read, never shown.

All are folded before they are compared: accents, capitals and apostrophes do not matter.
"""

from __future__ import annotations

Words = dict[str, tuple[str, ...]]

AND: Words = {"en": ("and",), "pt": ("e",), "tet": ("no", "ho"), "id": ("dan",)}
"""What joins two names. `no` means "in the" in Portuguese: there it joins nothing."""

LINKS: Words = {
    "en": (
        "to", "will", "shall", "should", "must", "can", "please", "agreed to", "has to", "have to", "is to", "are to",
        "volunteered to", "takes action to", "takes an action to", "take action to", "take an action to",
        "take the action to",
    ),
    "pt": ("deve", "devem", "vai", "vão", "irá", "irão", "ficou de", "ficaram de", "por favor"),
    "tet": ("sei", "tenke", "atu", "favór ida"),
    "id": ("akan", "harus", "untuk", "tolong", "mohon", "perlu", "wajib"),
}  # fmt: skip
"""What stands between somebody and what they are to do."""

PASSIVE: Words = {"en": ("be",), "pt": ("ser",), "tet": (), "id": ("di",)}
"""Behind a link: something is done to what stands before it. The Indonesian one begins the verb ("dikirim")."""

AGENT: Words = {"en": ("by",), "pt": ("por", "pelo", "pela", "pelos", "pelas"), "tet": ("husi",), "id": ("oleh",)}
"""What stands before the one who does it: "to be sent by MoJ"."""

ARTICLES: Words = {"en": ("the",), "pt": ("o", "a", "os", "as"), "tet": (), "id": ("para",)}

TITLES: Words = {
    "en": ("mr", "mrs", "ms", "dr", "prof", "capt", "col", "insp", "adv", "hon"),
    "pt": (
        "sr", "sra", "srta", "senhor", "senhora", "dr", "dra", "eng", "enga", "prof", "profa", "cap", "exmo", "exma",
    ),
    "tet": ("maun", "mana", "senhór", "senhora", "amu", "madre"),
    "id": ("bapak", "ibu", "pak", "bu", "sdr", "saudara", "saudari"),
}  # fmt: skip

PARTICLES = "de da do dos das di del della la le el al van von der den bin binti ibn y e ten ter af av of and the du"
"""Words inside a name that have no capital, in any language."""

EVERYBODY: Words = {
    "en": (
        "all", "everyone", "everybody", "all members", "all member organizations", "every member", "each member",
        "all of us", "all organizations", "each organization", "every organization", "members", "the group",
    ),
    "pt": ("todos", "todos os membros", "todas as organizações", "cada membro", "cada organização", "os membros"),
    "tet": ("hotu", "hotu-hotu", "ema hotu", "membru hotu", "membru hotu-hotu", "organizasaun hotu"),
    "id": ("semua", "semua anggota", "semua organisasi", "setiap anggota", "seluruh anggota", "masing-masing anggota"),
}  # fmt: skip

SECRETARIAT: Words = {"en": ("secretariat",), "pt": ("secretariado",), "tet": ("sekretariadu",), "id": ("sekretariat",)}

CHAIR: Words = {
    "en": ("chair", "chairperson", "chairman", "chairwoman"),
    "pt": ("presidente",),
    "tet": ("prezidente",),
    "id": ("ketua",),
}

BODIES: Words = {
    "en": ("chairs", "team", "teams", "group", "committee", "board", "council", "staff", "editors", "office", "member"),
    "pt": ("equipa", "grupo", "comissão", "direção"),
    "tet": ("ekipa", "grupu", "komisaun"),
    "id": ("tim", "kelompok", "panitia", "komite"),
}
"""Words that name somebody without a capital."""

NO_NAMES: Words = {
    "en": (
        """add agree all-hands allow ask arrange adding assign attend bring book build call change check choose
        circulate clarify clean close collect comment compile complete confirm consider contact continue convert
        coordinate create cut decide define deliver determine develop discuss distribute document doodle draft edit
        encourage ensure establish explore extend figure file fill finalize finalise find finish fix follow following
        form formalise formalize gather get give go have help hold identify implement include inform invite
        investigate involve join keep launch leave let list look maintain make meet merge monitor move need needs next
        no none nominate notify offer open organise organize plan please possibly post prepare present print produce
        propose provide publish push put raise reach read remind remove rename reply report request research resolve
        respond review revise run schedule seek send set share sign start study submit suggest summarise summarize take
        talk target test thank think time track train translate try update upload use validate verify vote wait work
        write we they he she it i you someone somebody anyone this that these those there time timeline the a an good
        great okay ready quick able happy still currently new once until when if for to tbd tba tbc nobody nil na
        various others other letter letters minutes agenda training campaign workshop meeting law budget action
        decision note notes item items comments""",
    ),
    "pt": (
        """carta lista relatório ata agenda plano lei formação campanha reunião orçamento rascunho ação decisão nota
        uma um este esta ponto prazo nenhum ninguém outros enviar preparar redigir convidar convocar ver rever""",
    ),
    "tet": (
        """lista relatóriu minuta ajenda planu lei formasaun kampaña enkontru orsamentu rascunhu asaun desizaun nota
        pontu prazu prepara aprova edita aumenta hamoos buka rai""",
    ),
    "id": (
        """surat daftar laporan notulen acara rencana hukum pelatihan kampanye rapat anggaran draf tindak keputusan
        catatan butir kirim susun undang siapkan buat""",
    ),
}
"""Words that begin a sentence with a capital and name nobody."""
