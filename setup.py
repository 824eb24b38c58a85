"""What pyproject.toml cannot say: the compiled lexer, and the model's place in the wheel."""

import shutil
from pathlib import Path

from Cython.Build import cythonize
from setuptools import Extension, setup
from setuptools.command.build_py import build_py

MODEL = Path("models/default")


class BuildWithModel(build_py):
    """Put `models/default` into the wheel as `detector/models/default`.

    An editable install needs no copy: `detector.model.default_path` finds the checkout's own.
    """

    def run(self) -> None:
        super().run()
        if self.editable_mode:
            return
        target = Path(self.build_lib, "detector", MODEL)
        shutil.copytree(MODEL, target, dirs_exist_ok=True)


setup(
    cmdclass={"build_py": BuildWithModel},
    ext_modules=cythonize(
        # Optional: without a compiler the same files run as plain Python, slower.
        [
            Extension("detector.lexer", ["detector/lexer.py"], optional=True),
            Extension("detector.lines.sweeps", ["detector/lines/sweeps.py"], optional=True),
        ],
        language_level=3,
        annotate=False,
    ),
)
