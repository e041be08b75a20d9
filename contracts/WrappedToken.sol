// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC20Metadata} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Metadata.sol";
import {Token} from "./Token.sol";
import {ICommunities} from "./interfaces/ICommunities.sol";
import {ITokenCore} from "./interfaces/ITokenCore.sol";

/// @title A community's token that wraps another
/// @notice See {IToken} and {IWrappedToken}: what is not here is handed on to {WrappedTokenExtension}.
contract WrappedToken is Token {
    address private immutable _underlying;
    uint8 private immutable _decimals;
    uint256 private immutable _unitSize;

    constructor(
        address registry_,
        address custodian_,
        address extension_,
        uint8 decimals_,
        ICommunities.NewCommunity memory params
    )
        Token(registry_, custodian_, extension_, params)
    {
        _decimals = decimals_;
        _unitSize = decimals_ > 3 ? 10 ** (decimals_ - 3) : 1;
        _underlying = params.underlying;
    }

    /// @inheritdoc IERC20
    function totalSupply() public view override returns (uint256) {
        return _data.backing;
    }

    /// @inheritdoc IERC20
    function balanceOf(address account) public view override returns (uint256) {
        uint256 held = super.balanceOf(account);
        return account == address(this) ? held + _data.backing - super.totalSupply() : held;
    }

    /// @inheritdoc IERC20Metadata
    function decimals() external view override returns (uint8) {
        return _decimals;
    }

    /// @inheritdoc ITokenCore
    function underlying() external view override returns (address) {
        return _underlying;
    }

    function _unit() internal view override returns (uint256) {
        return _unitSize;
    }

    function _source() internal view override returns (address) {
        return address(this);
    }

    function _mayExist() internal view override returns (uint256) {
        return _data.backing;
    }
}
