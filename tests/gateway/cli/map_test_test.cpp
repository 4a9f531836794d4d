#include <catch2/catch.hpp>

#include "tests/gateway/program.hpp"

using namespace weighbridge;

TEST_CASE("map test says so where other maps than the one named read the file") {
  const std::string root = WEIGHBRIDGE_SOURCE_DIR;
  const std::string map = root + "/config/maps/x12-856.yaml";
  const ProgramRun own =
      run_program({"map", "test", map, root + "/tests/samples/x12/856/chained-parents.edi"});
  INFO(own.err);
  CHECK(own.status == 0);

  const ProgramRun other =
      run_program({"map", "test", map, root + "/tests/samples/x12/invoice-with-charges.edi"});
  CHECK(other.status == 1);
  CHECK(other.out.find("read by x12-810@") != std::string::npos);
  CHECK(other.err.find("nothing in it is read by x12-856, other maps read it") !=
        std::string::npos);
}
