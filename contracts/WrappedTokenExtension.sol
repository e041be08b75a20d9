// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ReentrancyGuard} from "@openzeppelin/contracts/utils/ReentrancyGuard.sol";
import {TokenExtension} from "./TokenExtension.sol";
import {ICommunities} from "./interfaces/ICommunities.sol";
import {IToken} from "./interfaces/IToken.sol";
import {IWrappedToken} from "./interfaces/IWrappedToken.sol";
import {Ledger} from "./libraries/Ledger.sol";
import {SupplyWord} from "./libraries/SupplyWord.sol";

/// @title What a token that wraps another does seldom: {TokenExtension}, and what moves the other token
contract WrappedTokenExtension is TokenExtension, ReentrancyGuard, IWrappedToken {
    using Ledger for Ledger.Data;
    using SafeERC20 for IERC20;

    uint256 private constant MOST = type(uint96).max;

    /// @inheritdoc IWrappedToken
    function wrap(uint256 amount) external nonReentrant {
        require(!SupplyWord.paused(_data.supply), TokenPaused());
        _take(amount);
        _data.supply += amount;
        _data.credit(msg.sender, amount, IToken(address(this)).maxBalance());
        emit IERC20.Transfer(address(0), msg.sender, amount);
        emit Wrapped(msg.sender, amount);
    }

    /// @inheritdoc IWrappedToken
    function unwrap(address to, uint256 amount) external nonReentrant {
        _data.debit(msg.sender, amount);
        _data.supply -= amount;
        _data.backing -= amount;
        emit IERC20.Transfer(msg.sender, address(0), amount);
        emit Unwrapped(msg.sender, to, amount);
        _underlying().safeTransfer(to, amount);
    }

    /// @inheritdoc IWrappedToken
    function fund(uint256 amount) external nonReentrant {
        _take(amount);
        emit IERC20.Transfer(address(0), address(this), amount);
        emit Funded(msg.sender, amount, budget());
    }

    /// @inheritdoc IWrappedToken
    function withdrawBudget(address to, uint256 amount) external nonReentrant {
        ICommunities registry = ICommunities(IToken(address(this)).registry());
        require(registry.ownerOf(address(this)) == msg.sender, WrappedTokenNotOwner(msg.sender));
        uint256 left = budget();
        require(amount <= left, WrappedTokenBudget(left));
        _data.backing -= amount;
        emit IERC20.Transfer(address(this), address(0), amount);
        emit BudgetWithdrawn(to, amount, left - amount);
        _underlying().safeTransfer(to, amount);
    }

    /// @inheritdoc IWrappedToken
    function budget() public view returns (uint256) {
        return _data.backing - SupplyWord.total(_data.supply);
    }

    /// @dev A token that calls back finds nothing credited yet, and the guard closed.
    function _take(uint256 amount) private {
        require(amount <= MOST - _data.backing, WrappedTokenTooMuch(MOST));
        IERC20 underlying = _underlying();
        uint256 before = underlying.balanceOf(address(this));
        underlying.safeTransferFrom(msg.sender, address(this), amount);
        uint256 received = underlying.balanceOf(address(this)) - before;
        require(received == amount, WrappedTokenBadTransfer(amount, received));
        _data.backing += amount;
    }

    function _underlying() private view returns (IERC20) {
        return IERC20(IToken(address(this)).underlying());
    }
}
