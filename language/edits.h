// Edits of the text itself: what a redline proposes, applied to a copy of the file.
#pragma once

#include <cstddef>
#include <optional>

#include "language/diagnostic.h"
#include "language/source.h"
#include "language/syntax.h"

namespace proviso::language {

// The file as if the redline had been written into it. A redline speaks of the text in force last, after all
// amendments:
// - `strike C` takes out the last text of C. A clause of the base text, or one that an amendment added, is as if it had
//   never been written (its name stays known, in File::struck); where an amendment replaced C, it now strikes it
//   instead.
// - `replace clause C` puts the new text where the last one stands, so that amendments begin and end it as they did the
//   old one; `from`, `through`, `before` and `unless` are those of the new text alone. `replace define`, `replace term`
//   likewise: what is declared under the name gives way.
// - an added clause stands in the last amendment, if there is one, and so is in force from its effective date on; in
//   the base text otherwise. Other additions stand in the base text.
// - `reinstate C` takes back the last strike of C by an amendment, as if it had not been written.
// The result has no redlines. Nullopt after an error: an edit of what is not there (P203, P204, P408, P410) or is
// already there (P409), or a second edit of the same name (P418). The result is to be checked like any file.
std::optional<syntax::File> apply_redline(const syntax::File& file, std::size_t redline_index,
                                          Diagnostics& diagnostics);

}  // namespace proviso::language
