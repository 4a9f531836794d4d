# cmake -DDIST=FOLDER -DSOURCE=FILE -P embed.cmake: writes a C++ file that holds the files of a folder, byte for byte.
# What stands beside a file under its name and ".gz" is that file compressed.
file(GLOB_RECURSE files RELATIVE "${DIST}" "${DIST}/*")
list(SORT files)
set(blobs "")
set(rows "")
set(index 0)

function(add_blob path)
  set(blobs "${blobs}asm(R\"(.section .rodata
.global wb_page_${index}
.global wb_page_${index}_end
wb_page_${index}:
.incbin \"${path}\"
wb_page_${index}_end:
.byte 0
.previous)\");
extern \"C\" const char wb_page_${index}[];
extern \"C\" const char wb_page_${index}_end[];
" PARENT_SCOPE)
  set(blob "{wb_page_${index}, static_cast<std::size_t>(wb_page_${index}_end - wb_page_${index})}" PARENT_SCOPE)
  math(EXPR next "${index} + 1")
  set(index ${next} PARENT_SCOPE)
endfunction()

foreach(path IN LISTS files)
  if(path MATCHES "\\.gz$")
    continue()
  endif()
  file(SHA256 "${DIST}/${path}" hash)
  add_blob("${DIST}/${path}")
  set(plain "${blob}")
  set(packed "{}")
  if(EXISTS "${DIST}/${path}.gz")
    add_blob("${DIST}/${path}.gz")
    set(packed "${blob}")
  endif()
  string(APPEND rows "      {\"${path}\", \"${hash}\", ${plain}, ${packed}},\n")
endforeach()

file(WRITE "${SOURCE}" "// Made by gateway/workbench/embed.cmake: the built files of web/.
#include \"gateway/workbench/built_files.hpp\"

${blobs}
namespace weighbridge::workbench {

const std::vector<BuiltFile>& built_files() {
  static const std::vector<BuiltFile> kFiles{
${rows}  };
  return kFiles;
}

}  // namespace weighbridge::workbench
")
