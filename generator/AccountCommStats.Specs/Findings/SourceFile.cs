namespace AccountCommStats.Specs.Findings;

/// <summary>A file as it was read: a specification document or a relation.</summary>
/// <param name="Path">The path as the user should see it in messages.</param>
/// <param name="Text">The whole text, including a byte order mark.</param>
internal sealed record SourceFile(string Path, string Text);
