"""What pyproject.toml cannot say: what is compiled, how, and the model's place in the wheel."""

import shutil
from pathlib import Path

from Cython.Build import cythonize
from setuptools import Extension, setup
from setuptools.command.build_ext import build_ext
from setuptools.command.build_py import build_py

MODEL = Path("models/default")
COMPILED = ("lexer", "loops", "weighing", "wire", "lines/sweeps")
# A product and a sum in one rounding (FMA) would give other bits where a processor has it, and a
# wheel must run on every processor of its kind: so neither contraction, -ffast-math nor -march.
FLAGS = {"unix": ["-O3", "-ffp-contract=off", "-g0"], "msvc": ["/O2", "/fp:precise"]}


class BuildWithModel(build_py):
    """Put `models/default` into the wheel as `detector/models/default`.

    An editable install needs no copy: `detector.model_folder` finds the checkout's own.
    """

    def run(self) -> None:
        super().run()
        if self.editable_mode:
            return
        target = Path(self.build_lib, "detector", MODEL)
        shutil.copytree(MODEL, target, dirs_exist_ok=True)


class BuildWithFlags(build_ext):
    """Compile with the flags that the compiler at hand knows."""

    def build_extension(self, extension: Extension) -> None:
        extension.extra_compile_args = FLAGS.get(self.compiler.compiler_type, [])
        super().build_extension(extension)


def compiled() -> list[Extension]:
    """Return what compiles the files; without a compiler they run as plain Python, slower."""
    files = {f"detector.{name.replace('/', '.')}": f"detector/{name}.py" for name in COMPILED}
    named = [Extension(name, [file]) for name, file in files.items()]
    extensions = cythonize(named, language_level=3, annotate=False)
    for extension in extensions:
        extension.optional = True  # cythonize forgets it
    return extensions


setup(
    cmdclass={"build_py": BuildWithModel, "build_ext": BuildWithFlags},
    ext_modules=compiled(),
)
