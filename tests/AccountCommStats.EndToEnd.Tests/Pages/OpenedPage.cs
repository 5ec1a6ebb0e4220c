using System.Text.Json;
using PuppeteerSharp;
using PuppeteerSharp.Media;

namespace AccountCommStats.EndToEnd.Tests.Pages;

/// <summary>A page in a browser, with its errors and forbidden requests.</summary>
/// <param name="page">The page.</param>
/// <param name="address">Its address.</param>
internal sealed class OpenedPage(IPage page, string address) : IAsyncDisposable
{
    /// <summary>The width, color scheme and medium of a page.</summary>
    /// <param name="Width">Width in pixels.</param>
    /// <param name="IsDark">Whether dark colors are preferred.</param>
    /// <param name="IsPrinted">Whether the page is shown as on paper.</param>
    public readonly record struct View(int Width, bool IsDark, bool IsPrinted);

    private const int WidthOfA4 = 700;

    private const string AuditScript = """
        async () => {
          const root = document.documentElement;
          const faults = [];
          if (root.scrollWidth > root.clientWidth) {
            const wide = [...document.querySelectorAll("body *")].filter(each => each.getBoundingClientRect().right > root.clientWidth + 1).slice(0, 3);
            faults.push(`is ${root.scrollWidth} px wide: ${wide.map(each => each.outerHTML.slice(0, 80)).join(" ")}`);
          }

          const { violations } = await axe.run(document, { resultTypes: ["violations"] });
          faults.push(...violations.filter(each => each.impact === "serious" || each.impact === "critical")
            .map(each => `${each.id}: ${each.help}: ${each.nodes.slice(0, 3).map(node => node.html.slice(0, 120)).join(" ")}`));

          // axe does not look at the colors of charts: 3:1 is asked for by WCAG 1.4.11.
          const luminance = color => {
            const [r, g, b] = color.match(/[\d.]+/g).slice(0, 3).map(each => each / 255).map(each => each <= 0.04045 ? each / 12.92 : ((each + 0.055) / 1.055) ** 2.4);
            return 0.2126 * r + 0.7152 * g + 0.0722 * b;
          };
          const behind = element => { for (let each = element; each; each = each.parentElement) { const color = getComputedStyle(each).backgroundColor; if (!color.endsWith(", 0)")) { return color; } } return "rgb(255, 255, 255)"; };
          for (const [selector, property] of [["article rect:not(.track)", "fill"], ["article path", "stroke"]]) {
            const shape = document.querySelector(selector);
            if (shape) {
              const [a, b] = [luminance(getComputedStyle(shape)[property]), luminance(behind(shape))];
              const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
              if (ratio < 3) { faults.push(`${selector} has a contrast of ${ratio.toFixed(2)}`); }
            }
          }
          return JSON.stringify(faults);
        }
        """;

    private readonly List<string> _faults = [];

    /// <summary>Every view in which a page must be readable.</summary>
    public static IReadOnlyList<View> Views { get; } =
    [
        new(390, false, false), new(390, true, false), new(1440, false, false), new(1440, true, false), new(WidthOfA4, false, true), new(WidthOfA4, true, true),
    ];

    /// <summary>Loads the page. From here on, console errors count as faults, and so do requests for anything but the page.</summary>
    public async Task LoadAsync()
    {
        page.Console += (_, message) =>
        {
            if (message.Message.Type is ConsoleType.Error or ConsoleType.Warning)
            {
                _faults.Add($"console: {message.Message.Text}");
            }
        };
        page.PageError += (_, error) => _faults.Add($"error: {error.Message}");
        page.Request += (_, request) =>
        {
            if (request.Request.Url.Split('#')[0] != address)
            {
                _faults.Add($"asks for {request.Request.Url}");
            }
        };
        await page.GoToAsync(address);
        await page.EvaluateExpressionAsync(Browser.Axe);
    }

    /// <summary>The faults of the page in all views; each names its view.</summary>
    public async Task<IReadOnlyList<string>> FaultsAsync()
    {
        foreach (var view in Views)
        {
            await ShowAsync(view);
            var found = JsonSerializer.Deserialize<string[]>(await page.EvaluateFunctionAsync<string>(AuditScript))!;
            _faults.AddRange(found.Select(fault => $"{view}: {fault}"));
        }

        return _faults;
    }

    /// <summary>Shows the page in a view.</summary>
    public async Task ShowAsync(View view)
    {
        await page.SetViewportAsync(new ViewPortOptions { Width = view.Width, Height = 1000 });
        await page.EmulateMediaTypeAsync(view.IsPrinted ? MediaType.Print : MediaType.Screen);
        await page.EmulateMediaFeaturesAsync([new MediaFeatureValue { MediaFeature = MediaFeature.PrefersColorScheme, Value = view.IsDark ? "dark" : "light" }]);
    }

    /// <summary>Saves pictures of the page in every view, and a PDF, for review.</summary>
    /// <param name="path">The prefix of the picture names.</param>
    public async Task DrawAsync(string path)
    {
        foreach (var view in Views)
        {
            await ShowAsync(view);
            await page.ScreenshotAsync($"{path}-{view.Width}{(view.IsDark ? "-dark" : "")}.png", new ScreenshotOptions { FullPage = true });
        }

        await page.PdfAsync($"{path}.pdf", new PdfOptions { PreferCSSPageSize = true });
    }

    /// <summary>Evaluates an expression in the page.</summary>
    public Task<T> ValueAsync<T>(string expression) => page.EvaluateExpressionAsync<T>(expression);

    /// <summary>Presses keys, one after the other.</summary>
    public async Task PressAsync(params string[] keys)
    {
        foreach (var key in keys)
        {
            await page.Keyboard.PressAsync(key);
        }
    }

    /// <summary>Types a text into the element that has the focus.</summary>
    public Task TypeAsync(string text) => page.Keyboard.TypeAsync(text);

    /// <summary>Presses Tab until this element has the focus. The focus must be visible.</summary>
    public async Task TabToAsync(string selector)
    {
        for (var i = 0; i < 200; i++)
        {
            await page.Keyboard.PressAsync("Tab");
            if (await ValueAsync<bool>($"document.activeElement.matches('{selector}')"))
            {
                Assert.Equal("solid", await ValueAsync<string>("getComputedStyle(document.activeElement).outlineStyle"));
                Assert.Equal("2px", await ValueAsync<string>("getComputedStyle(document.activeElement).outlineWidth"));
                return;
            }
        }

        Assert.Fail($"The keyboard does not reach {selector}.");
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await page.DisposeAsync();
}
