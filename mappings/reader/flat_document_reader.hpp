// What a map of flat files or of JSON makes of the rows of one document.
#pragma once

#include <string>
#include <vector>

#include "mappings/maps/flat_document.hpp"
#include "mappings/maps/mapper.hpp"
#include "mappings/maps/segment_gatherer.hpp"
#include "mappings/reader/reader.hpp"

namespace weighbridge {

/// Kept for many documents of one message, one after the other. Borrows all it is given.
class FlatDocumentReader {
 public:
  FlatDocumentReader(const ReaderTables& tables, const ReferenceData& reference,
                     const ReaderOptions& options)
      : tables_(tables), options_(options), directory_(reference), mapper_(directory_) {}

  /// `names` are what people call the elements of each record; `flaws` are what is known to be
  /// wrong with the rows already.
  ReadDocument read(const maps::Plan& plan, const maps::FlatDocument& rows,
                    const std::vector<std::vector<std::string>>& names, const Findings& flaws);

 private:
  const ReaderTables& tables_;
  const ReaderOptions& options_;
  maps::PartyDirectory directory_;
  maps::Mapper mapper_;
  maps::SegmentGatherer gatherer_;
  maps::Gathered gathered_;
};

}  // namespace weighbridge
