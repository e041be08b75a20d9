// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {Nonces} from "@openzeppelin/contracts/utils/Nonces.sol";
import {Ledger} from "../libraries/Ledger.sol";

/// @dev All that a token and its extension both know: nothing but this may lie in storage before what is a token's own.
abstract contract TokenState is Nonces {
    Ledger.Data internal _data;
    mapping(address owner => mapping(address spender => uint256)) internal _allowances;

    function _approve(address owner, address spender, uint256 value) internal {
        require(spender != address(0), IERC20Errors.ERC20InvalidSpender(spender));
        _allowances[owner][spender] = value;
        emit IERC20.Approval(owner, spender, value);
    }
}
