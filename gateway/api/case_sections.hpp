// The members of a case beside what it is, one group each.
#pragma once

#include "cases/casework/decide.hpp"
#include "parsers/json/writer.hpp"
#include "store/store.hpp"

namespace weighbridge::api {

/// `actions` and `resolutions`: what this person may do now, and what can be proposed.
void write_offers(json::Writer& json, const cases::Dossier& dossier);
/// `proposal`, `proposals`, `approvals`, `lacking`, `comments`, `attachments`, `tasks`, `holds`,
/// `notices`, `effects`.
void write_work(json::Writer& json, const cases::Dossier& dossier, store::Reader& reader);
/// `documents`, `arithmetic`, `lines`, `movements`, `earlier_cases` (M-16.2).
void write_context(json::Writer& json, const cases::Case& value, store::Reader& reader);

}  // namespace weighbridge::api
