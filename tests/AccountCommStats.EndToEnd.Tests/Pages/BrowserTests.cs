namespace AccountCommStats.EndToEnd.Tests.Pages;

/// <summary>The pages as a browser shows them: narrow and wide, light and dark, on paper, and by keyboard alone.</summary>
public sealed class BrowserTests(Browser browser, ExamplePages pages) : IClassFixture<Browser>, IClassFixture<ExamplePages>
{
    [Theory]
    [InlineData(nameof(ExamplePages.Report))]
    [InlineData(nameof(ExamplePages.ReportAgainst))]
    [InlineData(nameof(ExamplePages.Dictionary))]
    [InlineData(nameof(ExamplePages.Comparison))]
    public async Task Everybody_can_read_a_page_and_it_asks_for_nothing(string kind)
    {
        await using var page = await browser.OpenAsync(PathOf(kind));

        Assert.Contains(ExamplePages.Markup, await page.ValueAsync<string>("document.body.textContent"), StringComparison.Ordinal);
        Assert.Equal(0, await page.ValueAsync<int>("document.querySelectorAll('main script').length"));
        var faults = await page.FaultsAsync();
        Assert.True(faults.Count == 0, string.Join(Environment.NewLine, faults));
        if (Environment.GetEnvironmentVariable("ACSTATS_TEST_PICTURES") is { Length: > 0 } folder)
        {
            await page.DrawAsync(Path.Combine(folder, kind));
        }
    }

    [Fact]
    public async Task The_dictionary_is_searched_and_followed_by_keyboard()
    {
        await using var page = await browser.OpenAsync(pages.Dictionary);
        const string Shown = "[...document.querySelectorAll('article')].filter(each => each.offsetHeight > 0).map(each => each.id).join(' ')";
        var all = (await page.ValueAsync<string>(Shown)).Split(' ').Length;

        await page.TabToAsync("#search-box");
        await page.TypeAsync("Chat SENTIMENT");

        Assert.Equal("chat_positive_sentiment chat_neutral_sentiment chat_negative_sentiment", await page.ValueAsync<string>(Shown));
        Assert.Equal($"3 of {all} columns", await page.ValueAsync<string>("document.getElementById('search-count').textContent"));
        Assert.Equal(1, await page.ValueAsync<int>("[...document.querySelectorAll('main section h2')].filter(each => each.offsetHeight > 0 && each.closest('section').querySelector('article')).length"));

        await page.TypeAsync(" none such");
        Assert.Equal("", await page.ValueAsync<string>(Shown));
        Assert.Equal($"0 of {all} columns", await page.ValueAsync<string>("document.getElementById('search-count').textContent"));

        await page.ValueAsync<bool>("document.getElementById('search-box').select() === undefined");
        await page.PressAsync("Backspace");
        Assert.Equal(all, (await page.ValueAsync<string>(Shown)).Split(' ').Length);

        await page.TabToAsync("article#team_effort_hours a");
        await page.PressAsync("Enter");
        Assert.Equal("#team_effort_hours", await page.ValueAsync<string>("location.hash"));
        Assert.True(await page.ValueAsync<bool>("document.querySelector(':target').getBoundingClientRect().top >= document.querySelector('.search').getBoundingClientRect().bottom"));
    }

    [Theory]
    [InlineData(nameof(ExamplePages.ReportAgainst), "article summary")]
    [InlineData(nameof(ExamplePages.Comparison), "article summary")]
    [InlineData(nameof(ExamplePages.Comparison), ".folded summary")]
    public async Task What_is_folded_opens_by_keyboard(string kind, string summary)
    {
        await using var page = await browser.OpenAsync(PathOf(kind));

        await page.TabToAsync(summary);
        Assert.False(await page.ValueAsync<bool>("document.activeElement.parentElement.open"));
        await page.PressAsync("Enter");

        Assert.True(await page.ValueAsync<bool>("document.activeElement.parentElement.open"));
        Assert.True(await page.ValueAsync<bool>("document.activeElement.nextElementSibling.getBoundingClientRect().height > 10"));
    }

    [Fact]
    public async Task A_remark_leads_to_its_column()
    {
        await using var page = await browser.OpenAsync(pages.ReportAgainst);

        await page.TabToAsync("#stands-out a");
        await page.PressAsync("Enter");

        Assert.Equal("ARTICLE", await page.ValueAsync<string>("document.querySelector(':target').tagName"));
        Assert.InRange(await page.ValueAsync<double>("document.querySelector(':target').getBoundingClientRect().top"), 0, 1000);
    }

    private string PathOf(string kind) => (string)typeof(ExamplePages).GetProperty(kind)!.GetValue(pages)!;
}
