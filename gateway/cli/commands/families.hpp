// The commands by family, each in a file of its own.
#pragma once

namespace weighbridge::cli {

class Catalog;

/// Messages and documents: to read, to match, to write, and the maps that do so.
void add_documents_commands(Catalog& catalog);
/// What a store keeps: cases, the ledger, and the store itself.
void add_records_commands(Catalog& catalog);
/// The gateway and who reaches it.
void add_gateway_commands(Catalog& catalog);

/// People who sign in.
void add_people_commands(Catalog& catalog);

}  // namespace weighbridge::cli
