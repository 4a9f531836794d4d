// Transfers, counts and adjustments over several runs of the program on one store (section 19).
#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <catch2/catch.hpp>

#include "tests/gateway/program.hpp"

using namespace weighbridge;

namespace {

constexpr std::string_view kHead =
    "kind,id,at,site,location,sku,quantity,book,frozen_at,uom,counter,unit_cost,recount_of,"
    "reason\n";

/// Reconciles one file on top of what `folder` keeps.
class Stockroom {
 public:
  ProgramRun run(const std::string& name, const std::string& rows, const std::string& as_of,
                 const std::string& format = "json") const {
    const std::string file = folder_.write(name, std::string(kHead) + rows);
    return run_program({"reconcile", file, "--store", folder_.path() + "/weighbridge.db", "--as-of",
                        as_of, "--format", format});
  }

 private:
  TempFolder folder_;
};

const std::string kCount =
    "count,C-1,2026-03-10T10:00:00Z,DC01,A-01,A-1,488,500,2026-03-10T08:00:00Z,EA,diaz,9.50,,\n";

}  // namespace

TEST_CASE("O17 on a store: the recount of the next day clears the case (M-14.2, M-19.7)") {
  const Stockroom stockroom;
  const auto first =
      boost::json::parse(stockroom.run("monday.csv", kCount, "2026-03-11T00:00:00Z").out);
  REQUIRE(first.at("cases").as_array().size() == 1);
  CHECK(first.at("cases").at(0).at("amount") == "114.00");
  const auto second = boost::json::parse(
      stockroom
          .run("tuesday.csv",
               "count,C-2,2026-03-11T10:00:00Z,DC01,A-01,A-1,497,500,,EA,kim,9.50,C-1,\n",
               "2026-03-12T00:00:00Z")
          .out);
  CHECK(second.at("discrepancies").as_array().empty());
  REQUIRE(second.at("cases").as_array().size() == 1);
  CHECK(second.at("cases").at(0).at("id") == first.at("cases").at(0).at("id"));
  CHECK(second.at("cases").at(0).at("status") == "auto_cleared");
  CHECK(second.at("counts").at(0).at("state") == "AUTO_POSTED");
}

TEST_CASE("A movement that arrives after the case was opened clears it (M-19.8)") {
  const Stockroom stockroom;
  CHECK(boost::json::parse(stockroom.run("count.csv", kCount, "2026-03-11T00:00:00Z").out)
            .at("discrepancies")
            .as_array()
            .size() == 1);
  const auto later = boost::json::parse(
      stockroom
          .run("late.csv", "movement,M-1,2026-03-10T09:00:00Z,DC01,A-01,A-1,-12,,,EA,,,,pick\n",
               "2026-03-12T00:00:00Z")
          .out);
  CHECK(later.at("discrepancies").as_array().empty());
  CHECK(later.at("cases").at(0).at("status") == "auto_cleared");
  CHECK(later.at("counts").at(0).at("countings").at(0).at("pending").at(0).at("id") == "M-1");
}

TEST_CASE("An event that comes again is no news; one that says something else is refused (M-3.2)") {
  const Stockroom stockroom;
  stockroom.run("count.csv", kCount, "2026-03-11T00:00:00Z");
  const ProgramRun again =
      stockroom.run("again.csv", kCount + "movement,M-9,2026-03-01,DC02,,A-1,1,,,EA,,,,\n",
                    "2026-03-11T00:00:00Z");
  CHECK(again.status == 0);
  CHECK(boost::json::parse(again.out).at("discrepancies").as_array().size() == 1);
  const std::string other =
      "count,C-1,2026-03-10T10:00:00Z,DC01,A-01,A-1,500,500,,EA,diaz,9.50,,\n";
  const ProgramRun refused = stockroom.run("other.csv", other, "2026-03-11T00:00:00Z");
  CHECK(refused.status == 1);
  const auto said = boost::json::parse(refused.out);
  CHECK(said.at("rejected").at(0).at("document") == "C-1");
  CHECK(said.at("rejected").at(0).at("errors").at(0).at("code") == "EVENT_CONFLICT");
  CHECK(said.at("discrepancies").at(0).at("actual") == "488");
}

TEST_CASE("The text shows counts, and what happened around a difference") {
  const Stockroom stockroom;
  const ProgramRun run = stockroom.run(
      "count.csv", kCount + "movement,M-1,2026-03-09T09:00:00Z,DC01,A-07,A-1,-40,,,EA,,,,pick\n",
      "2026-03-11T00:00:00Z", "text");
  CHECK(run.out.find("count C-1") != std::string::npos);
  CHECK(run.out.find("movement M-1 of 2026-03-09 at A-07, -40, pick") != std::string::npos);
  CHECK(run.out.find("Cycle counts") != std::string::npos);
}
