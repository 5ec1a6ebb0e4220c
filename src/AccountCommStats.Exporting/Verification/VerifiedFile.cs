using AccountCommStats.Exporting.Compression;
using AccountCommStats.Exporting.Formats;

namespace AccountCommStats.Exporting.Verification;

/// <summary>What was found in a file with rows.</summary>
/// <param name="Path">Its path.</param>
/// <param name="Format">Its format.</param>
/// <param name="Compression">How it is compressed as a whole.</param>
/// <param name="Rows">How many rows it has, as far as it could be read.</param>
/// <param name="Bytes">Length in bytes.</param>
/// <param name="Sha256">SHA-256 of the bytes, in lower-case hexadecimal.</param>
internal sealed record VerifiedFile(string Path, FileFormat Format, FileCompression Compression, long Rows, long Bytes, string Sha256);
