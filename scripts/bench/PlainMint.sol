// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";

/// @notice What settling is compared with: the plainest batch mint on OpenZeppelin's ERC-20, without any cap.
contract PlainMint is ERC20("Plain", "PLN") {
    /// @param reports member:160 | amount:96
    function mint(uint256[] calldata reports) external {
        uint256 count = reports.length;
        for (uint256 i; i < count; ++i) {
            _mint(address(uint160(reports[i] >> 96)), uint96(reports[i]));
        }
    }
}
