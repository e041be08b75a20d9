// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

abstract contract Test {
    error Unequal(string what, uint256 left, uint256 right);
    error Above(string what, uint256 left, uint256 right);

    function assertEq(uint256 left, uint256 right, string memory what) internal pure {
        require(left == right, Unequal(what, left, right));
    }

    function assertLe(uint256 left, uint256 right, string memory what) internal pure {
        require(left <= right, Above(what, left, right));
    }

    /// @dev A number from low to high, both included.
    function bound(uint256 x, uint256 low, uint256 high) internal pure returns (uint256) {
        return low + x % (high - low + 1);
    }
}
