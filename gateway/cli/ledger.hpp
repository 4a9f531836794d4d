// ledger verify, keygen, checkpoint, prove, check: does the record of everything that happened
// still hold, and how does somebody outside see that?
#pragma once

#include "gateway/cli/arguments.hpp"
#include "gateway/cli/screen.hpp"

namespace weighbridge::cli {

/// 0 and the number of entries when every hash holds, the chain's, the tree's and the given-out
/// checkpoints'; 1 and the first entry that does not.
ExitStatus ledger_verify(const LedgerVerifyOptions& options, const Screen& screen);

/// Makes a signing key: the secret goes into a new file that only its owner may read, the key to
/// verify with is printed.
ExitStatus ledger_keygen(const LedgerKeygenOptions& options, const Screen& screen);

/// Signs the ledger's head as it is now, keeps it and prints it.
ExitStatus ledger_checkpoint(const LedgerCheckpointOptions& options, const Screen& screen);

/// Prints the proof that an entry is under the newest checkpoint.
ExitStatus ledger_prove(const LedgerProveOptions& options, const Screen& screen);

/// Writes the evidence of a case into a new file (docs/formats/pack.md).
ExitStatus ledger_export(const LedgerExportOptions& options, const Screen& screen);
/// Checks a proof with nothing but the key: 0 and the entry when it holds, 1 when it does not.
ExitStatus ledger_check(const LedgerCheckOptions& options, const Screen& screen);

}  // namespace weighbridge::cli
