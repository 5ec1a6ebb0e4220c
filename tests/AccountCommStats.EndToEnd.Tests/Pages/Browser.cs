using AccountCommStats.Testing;
using Deque.AxeCore.Commons;
using PuppeteerSharp;

namespace AccountCommStats.EndToEnd.Tests.Pages;

/// <summary>Chromium, started once for all tests of pages, with its own profile.</summary>
public sealed class Browser : IAsyncLifetime, IDisposable
{
    private static readonly string[] Arguments =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--hide-scrollbars",
    ];

    private readonly TemporaryDirectory _profile = new();
    private IBrowser _browser = null!;

    /// <summary>The source of axe, which checks accessibility.</summary>
    internal static string Axe { get; } = ReadAxe();

    public async Task InitializeAsync()
        => _browser = await Puppeteer.LaunchAsync(new LaunchOptions { ExecutablePath = Find(), Headless = true, UserDataDir = _profile.Path, Args = Arguments });

    public async Task DisposeAsync() => await _browser.DisposeAsync();

    public void Dispose() => _profile.Dispose();

    /// <summary>Opens a page from disk.</summary>
    /// <param name="path">Its path.</param>
    internal async Task<OpenedPage> OpenAsync(string path)
    {
        var opened = new OpenedPage(await _browser.NewPageAsync(), new Uri(path).AbsoluteUri);
        await opened.LoadAsync();
        return opened;
    }

    private static string Find()
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        string[] names = ["chromium", "google-chrome", "chromium-browser"];
        return names.SelectMany(name => folders.Select(folder => Path.Combine(folder, name))).Append("/Applications/Chromium.app/Contents/MacOS/Chromium").FirstOrDefault(File.Exists)
            ?? throw new InvalidOperationException("Chromium is not installed. Run tests/run.sh, which installs it, or 'apt-get install chromium'.");
    }

    private static string ReadAxe()
    {
        using var stream = typeof(AxeRunOptions).Assembly.GetManifestResourceStream("Deque.AxeCore.Commons.Resources.axe.min.js")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
