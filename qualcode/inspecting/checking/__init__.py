"""What is wrong with a codebook: one module for each family of checks, listed in `registry`."""

from qualcode.inspecting.checking.finding import CHECKS, Finding
from qualcode.inspecting.checking.material import Material
from qualcode.inspecting.checking.registry import check_codebook

__all__ = ["CHECKS", "Finding", "Material", "check_codebook"]
