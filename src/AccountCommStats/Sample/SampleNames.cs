using System.Collections.Immutable;

namespace AccountCommStats.Sample;

/// <summary>
/// Realistic names of people and companies, with accents, commas, quotes, apostrophes, other scripts and a few emojis. They exercise
/// quoting and encoding.
/// </summary>
internal static class SampleNames
{
    private static readonly ImmutableArray<string> FirstNames =
    [
        "Aisha", "Alejandro", "Amélie", "Anders", "Anna", "Beatriz", "Ben", "Björn", "Carlos", "Chloé", "Chukwuemeka", "Claire",
        "Daniel", "Deepa", "Diego", "Elena", "Emma", "Fatima", "Felix", "Fiona", "Grace", "Hannah", "Hiroshi", "Ingrid", "Isabel",
        "James", "Jana", "Jiří", "José", "Julia", "Kavya", "Kenji", "Lars", "Laura", "Leïla", "Liam", "Lucía", "Łukasz", "Maria",
        "Marek", "Maya", "Mehmet", "Mei", "Michael", "Nadia", "Naomi", "Niamh", "Noah", "Olga", "Oliver", "Omar", "Paula", "Pedro",
        "Priya", "Rachel", "Rafael", "Ravi", "Rosa", "Sam", "Sara", "Seán", "Sofia", "Søren", "Stefan", "Tariq", "Thandiwe",
        "Thomas", "Tomáš", "Ursula", "Victor", "Wei", "Yasmin", "Yuki", "Zoë",
    ];

    private static readonly ImmutableArray<string> LastNames =
    [
        "Abebe", "Adeyemi", "Andersson", "Bauer", "Becker", "Bianchi", "Brown", "Castillo", "Chen", "Cohen", "Costa", "Da Silva",
        "Davies", "de Vries", "Dubois", "Eriksen", "Evans", "Fischer", "García", "Gonçalves", "Grant", "Gupta", "Haddad", "Hansen",
        "Hughes", "Ito", "Ivanova", "Jensen", "Johnson", "Kaya", "Keller", "Khan", "Kim", "Kowalski", "Kumar", "Lefèvre", "Lindqvist",
        "López", "Martin", "Mbeki", "Meyer", "Moreau", "Müller", "Nakamura", "Nguyễn", "Novák", "O'Brien", "O'Connor", "Okafor",
        "Olsen", "Park", "Patel", "Pereira", "Petrov", "Reyes", "Rossi", "Sánchez", "Sato", "Schäfer", "Schmidt", "Singh", "Smith",
        "Svensson", "Tanaka", "Taylor", "Thompson", "Van den Berg", "Walker", "Weiß", "Williams", "Wójcik", "Yılmaz", "Zhang",
    ];

    private static readonly ImmutableArray<string> Qualities =
    [
        "Alpine", "Amber", "Atlantic", "Blue", "Bright", "Cedar", "Central", "Clear", "Copper", "Crescent", "Delta", "Eastern",
        "Evergreen", "First", "Golden", "Granite", "Green", "Harbor", "Highland", "Iron", "Juniper", "Lakeside", "Lunar", "Maple",
        "Meridian", "Metro", "Nordic", "North", "Oak", "Pacific", "Pioneer", "Prairie", "Quiet", "Red", "River", "Silver", "Solar",
        "Southern", "Summit", "Sunset", "Swift", "Tidal", "True", "Twin", "Urban", "Valley", "Vertex", "West", "Wild", "Zephyr",
    ];

    private static readonly ImmutableArray<string> Trades =
    [
        "Analytics", "Apparel", "Architects", "Bakery", "Bank", "Biotech", "Brewing", "Capital", "Chemicals", "Clinics", "Coffee",
        "Components", "Construction", "Consulting", "Cycles", "Dental", "Design", "Diagnostics", "Energy", "Engineering", "Farms",
        "Films", "Foods", "Freight", "Furniture", "Games", "Health", "Holdings", "Hotels", "Insurance", "Interiors", "Labs",
        "Law", "Learning", "Logistics", "Marine", "Materials", "Media", "Mobility", "Networks", "Optics", "Outfitters", "Packaging",
        "Partners", "Pharma", "Press", "Properties", "Robotics", "Security", "Software", "Steel", "Studios", "Systems", "Textiles",
        "Tools", "Travel", "Ventures", "Vineyards", "Water", "Works",
    ];

    private static readonly ImmutableArray<string> Forms =
        ["Inc.", "LLC", "Ltd", "Ltd.", "Corp.", "Co.", "Group", "GmbH", "AG", "S.A.", "S.r.l.", "B.V.", "AB", "Pty Ltd", "PLC", "K.K."];

    private static readonly ImmutableArray<string> Sons = ["Söhne, GmbH", "Sons, Inc.", "Fils, S.A.", "Hijos, S.L.", "Figli, S.r.l."];

    private static readonly ImmutableArray<string> Foreign =
        ["株式会社さくら", "三和商事", "北京云图科技", "Ελληνικά Τρόφιμα Α.Ε.", "ООО «Север»", "한빛 소프트", "İstanbul Çelik A.Ş.", "שמש בע\"מ"];

    private static readonly ImmutableArray<string> Emojis = ["🌵", "🚀", "☕", "🐝", "🍋", "⚡", "🌊", "🦊"];

    /// <summary>A person's name.</summary>
    public static string Person(SampleRandom random) => $"{random.Pick(FirstNames)} {random.Pick(LastNames)}";

    /// <summary>A company's name, at most 100 characters.</summary>
    public static string Company(SampleRandom random)
    {
        var quality = random.Pick(Qualities);
        var trade = random.Pick(Trades);
        return random.Below(100) switch
        {
            < 30 => $"{quality} {trade}",
            < 55 => $"{quality} {trade} {random.Pick(Forms)}",
            < 70 => $"{quality} {trade}, {random.Pick(Forms)}",
            < 80 => $"{random.Pick(LastNames)} {trade}",
            < 87 => $"{random.Pick(LastNames)} & {random.Pick(LastNames)} {random.Pick(Forms)}",
            < 91 => $"{random.Pick(LastNames)} & {random.Pick(Sons)}",
            < 94 => $"\"{quality} Door\" {trade}",
            < 96 => $"{random.Pick(LastNames)}'s {trade}",
            < 98 => $"{random.Pick(Emojis)} {quality} {trade}",
            _ => $"{random.Pick(Foreign)} ({quality} {trade})",
        };
    }
}
